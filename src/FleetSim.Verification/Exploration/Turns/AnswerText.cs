using FleetSim.Model;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>Answers in words, for traces.</summary>
internal static class AnswerText
{
    public static bool IsGranted(Message answer) => answer switch
    {
        HostAnswer { Reply: var reply } => reply.Granted,
        DeviceAnswer { Reply: var reply } => reply.Granted,
        GroupAnswer { Reply: var reply } => reply.Granted,
        _ => true,
    };

    public static string Of(Message answer, Layout layout) => layout.WithNames(answer switch
    {
        HostAnswer { Reply: var reply } => Of(reply),
        DeviceAnswer { Reply: var reply } => Of(reply),
        GroupAnswer { Reply: var reply } => Of(reply.Errno, reply.Warned, reply.Panicked),
        UnitAnswer { Reply.Unknown: true } => "does not know the group",
        UnitAnswer { Reply: var reply } => $"{reply.Programmed} programmed",
        DmaAnswer { Outcome: var outcome } => outcome,
        _ => answer.ToString(),
    });

    private static string Of(Errno errno, bool warned, bool panicked)
    {
        var text = errno == Errno.None ? "ok" : errno.ToString();
        return panicked ? "BUG: the machine stops" : warned ? $"{text}, WARN" : text;
    }

    private static string Of(DeviceReply reply)
    {
        var driver = reply.Driver is null ? "" : $", bound to {reply.Driver}";
        var refusal = reply.BindRefusal == Errno.None ? "" : $", bind refused: {reply.BindRefusal}";
        return Of(reply.Errno, reply.Warned, reply.Panicked) + driver + refusal;
    }

    private static string Of(HostReply reply)
    {
        var added = reply.Added > 0 ? $", {reply.Added} added" : "";
        var removed = reply.Removed > 0 ? $", {reply.Removed} removed" : "";
        var bound = reply.Bound > 0 ? $", {reply.Bound} bound" : "";
        var refusal = reply.BindsRefused > 0 ? $", bind refused: {reply.LastBindRefusal}" : "";
        return Of(reply.Errno, reply.Warned, reply.Panicked) + added + removed + bound + refusal;
    }
}
