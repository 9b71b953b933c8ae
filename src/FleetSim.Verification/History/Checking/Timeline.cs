using System.Globalization;
using FleetSim.Model;
using FleetSim.Model.Protocols;

namespace FleetSim.Verification.History.Checking;

/// <summary>Operations as lines that people read: when, what, and how it was answered.</summary>
internal sealed class Timeline(HistoryClock clock)
{
    public string Line(GroupOperation operation)
    {
        var end = operation.IsAnswered ? Milliseconds(operation.End) : "";
        var answer = operation.Reply is { } reply ? Answer(reply) : "no answer, maybe happened";
        return $"{Milliseconds(operation.Start),12} ..{end,12} ms  {operation.Call}: {answer}";
    }

    public static string Answer(GroupReply reply)
    {
        var words = new List<string> { reply.Granted ? "granted" : reply.Errno.ToString() };
        if (reply.Warned)
        {
            words.Add("with a warning");
        }

        if (reply.Panicked)
        {
            words.Add("and the host stopped");
        }

        if (reply.Errno != Errno.EHOSTDOWN)
        {
            words.Add($"(epoch {reply.Epoch}{(reply.Version == 0 ? "" : $", version {reply.Version}")})");
        }

        return string.Join(' ', words);
    }

    private string Milliseconds(long stamp) =>
        clock.Milliseconds(stamp).ToString("F3", CultureInfo.InvariantCulture);
}
