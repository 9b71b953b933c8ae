using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Load.Thresholds;
using FleetSim.Model;
using FleetSim.Runs;
using FleetSim.Verification.Invariants;

namespace FleetSim.Cli.Explaining;

/// <summary><c>fleetsim explain ID</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description =
                "An invariant (INV-8, TR-FLUSH, DMA), a policy (mainline) or an errno (EBUSY), in upper or lower case. "
                + "Without one: the list of all ids.",
        };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var command = new Command(
            "explain",
            "Explains an invariant, a policy or an errno. An invariant: its sentence, the policies that guarantee it, "
            + "its source, the code that checks it, and the litmus tests that break it. A policy: its rules and what "
            + "they leave open. An errno: the operations that answer it, and when.")
        {
            id,
            json,
        };
        command.SetAction(parsed =>
        {
            parsed.Output().WriteLine(Explain(parsed.GetValue(id), parsed.GetValue(json)));
            return ExitCode.Passed;
        });
        return command;
    }

    private static string Explain(string? id, bool json)
    {
        if (id is null)
        {
            return json ? ExplainJson.Everything() : ExplainText.Everything();
        }

        if (InvariantCatalogue.Find(id) is { } invariant)
        {
            return json ? ExplainJson.Invariant(invariant) : ExplainText.Invariant(invariant);
        }

        if (PolicyNotes.Find(id) is { } policy)
        {
            return json ? ExplainJson.Policy(policy) : ExplainText.Policy(policy);
        }

        if (ErrnoNotes.Find(id) is { } errno)
        {
            return json ? ExplainJson.Errno(errno) : ExplainText.Errno(errno);
        }

        throw new InputException(
            $"there is no invariant, policy or errno '{id}'{Suggestion(id)}");
    }

    /// <summary>Policies are in lower case, all other ids in upper case.</summary>
    private static string Suggestion(string id)
    {
        var policy = NearestName.Suggestion(id.ToLowerInvariant(), PolicyNotes.All.Select(note => note.Name));
        return policy.Length > 0
            ? policy
            : NearestName.Suggestion(
                id.ToUpperInvariant(),
                InvariantCatalogue.All.Select(info => info.Id).Concat(ErrnoNotes.All.Select(note => note.Name)));
    }
}
