using System.Text;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Invariants;

namespace FleetSim.Cli.Explaining;

/// <summary>Explanations as people read them.</summary>
internal static class ExplainText
{
    public static string Invariant(InvariantInfo info)
    {
        var text = new StringBuilder().AppendLine($"{info.Id}: {info.Sentence}").AppendLine();
        foreach (var line in Promises(info))
        {
            text.AppendLine(line);
        }

        text.AppendLine($"source:        {info.Source}");
        text.AppendLine($"checked by:    {string.Join(", ", info.CheckedBy)}");
        AppendEvidence(text, info.Id);
        return text.ToString().TrimEnd();
    }

    public static string Policy(PolicyNote note)
    {
        var policy = OwnershipPolicies.Find(note.Name)!;
        var guaranteed = ExplainedPolicy.Guaranteed(policy);
        var open = ExplainedPolicy.NotGuaranteed(policy);
        return new StringBuilder()
            .AppendLine($"{note.Name}: {note.Rules}")
            .AppendLine()
            .AppendLine($"era:            {note.Era}")
            .AppendLine($"guarantees:     {Ids(guaranteed)}")
            .AppendLine($"does not:       {Ids(open)}")
            .AppendLine($"what is open:   {note.Gaps}")
            .AppendLine($"refuses claims: {Errnos(policy)}")
            .Append($"source:         {note.Source}")
            .ToString();
    }

    public static string Errno(ErrnoNote note)
    {
        var text = new StringBuilder().AppendLine($"{note.Name} ({(int)note.Number}): {note.Meaning}").AppendLine();
        var width = note.Answers.Max(answer => answer.Operation.Length);
        foreach (var answer in note.Answers)
        {
            var source = answer.Source.Length == 0 ? "" : $" [{answer.Source}]";
            text.AppendLine($"  {answer.Operation.PadRight(width)}  {answer.When}{source}");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Every id with its sentence, in four parts.</summary>
    public static string Everything()
    {
        var text = new StringBuilder();
        Append(text, "Invariants", InvariantCatalogue.All.Select(info => (info.Id, info.Sentence)));
        Append(text, "Policies", PolicyNotes.All.Select(note => (note.Name, note.Era)));
        Append(text, "Errnos", ErrnoNotes.All.Select(note => (note.Name, note.Meaning)));
        return text.Append("fleetsim explain ID tells more about each.").ToString();
    }

    private static IEnumerable<string> Promises(InvariantInfo info)
    {
        var inRuns = PolicyPromises.InRuns(info);
        var inTraces = PolicyPromises.InTraces(info);
        if (info.Isolation != IsolationInvariants.None)
        {
            yield return $"in runs:       counted under every policy; guaranteed by {Names(inRuns)}";
        }

        if (info.Isolation != IsolationInvariants.None || info.Trace != TraceInvariants.None)
        {
            var promised = info.Trace == TraceInvariants.None ? inRuns : inTraces;
            yield return $"in explore:    looked for under every policy; guaranteed by {Names(promised)}";
        }

        if (info.IsBookkeeping)
        {
            yield return "bookkeeping:   the code below requires it of every new state; a break stops the activation";
        }
        else if (info.Isolation == IsolationInvariants.None && info.Trace == TraceInvariants.None)
        {
            yield return "in tests:      a property of the model that its tests hold; runs do not count it";
        }
    }

    private static void AppendEvidence(StringBuilder text, string id)
    {
        var evidence = LitmusEvidence.For(id);
        if (evidence.Count == 0)
        {
            text.AppendLine("litmus tests:  no shipped test breaks it");
            return;
        }

        text.AppendLine("litmus tests:  explore TEST --policy POLICY breaks it for");
        var width = evidence.Max(one => one.Litmus.Length);
        foreach (var one in evidence)
        {
            text.AppendLine($"  {one.Litmus.PadRight(width)}  {string.Join(", ", one.Policies)}");
        }
    }

    private static void Append(StringBuilder text, string title, IEnumerable<(string Id, string Sentence)> rows)
    {
        var all = rows.ToList();
        var width = all.Max(row => row.Id.Length);
        text.AppendLine(title);
        foreach (var (id, sentence) in all)
        {
            text.AppendLine($"  {id.PadRight(width)}  {sentence}");
        }

        text.AppendLine();
    }

    private static string Names(IReadOnlyCollection<OwnershipPolicy> policies) => policies.Count == 0
        ? "no policy"
        : string.Join(", ", policies.Select(policy => policy.Name));

    private static string Ids(IReadOnlyCollection<string> ids) => ids.Count == 0 ? "nothing" : string.Join(", ", ids);

    private static string Errnos(OwnershipPolicy policy) => $"with {string.Join(", ", policy.Refusals.Claim)}";
}
