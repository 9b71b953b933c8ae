using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Invariants;

namespace FleetSim.Cli.Explaining;

/// <summary>Explanations as scripts read them: <c>fleetsim explain --json</c>.</summary>
internal static class ExplainJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Goes to a terminal or a file, not into HTML.
    };

    public static string Invariant(InvariantInfo info) => Document(info).ToJsonString(Readable);

    public static string Policy(PolicyNote note) => Document(note).ToJsonString(Readable);

    public static string Errno(ErrnoNote note) => Document(note).ToJsonString(Readable);

    public static string Everything() => new JsonObject
    {
        ["invariants"] = Array(InvariantCatalogue.All, Document),
        ["policies"] = Array(PolicyNotes.All, Document),
        ["errnos"] = Array(ErrnoNotes.All, Document),
    }.ToJsonString(Readable);

    private static JsonObject Document(InvariantInfo info) => new()
    {
        ["id"] = info.Id,
        ["kind"] = "invariant",
        ["sentence"] = info.Sentence,
        ["guaranteedInRuns"] = info.Isolation == IsolationInvariants.None ? null : Names(PolicyPromises.InRuns(info)),
        ["guaranteedInExplore"] = info.Trace != TraceInvariants.None ? Names(PolicyPromises.InTraces(info))
            : info.Isolation != IsolationInvariants.None ? Names(PolicyPromises.InRuns(info)) : null,
        ["bookkeeping"] = info.IsBookkeeping,
        ["source"] = info.Source,
        ["checkedBy"] = Words(info.CheckedBy),
        ["litmus"] = Array(LitmusEvidence.For(info.Id), evidence => new JsonObject
        {
            ["name"] = evidence.Litmus,
            ["policies"] = Words(evidence.Policies),
        }),
    };

    private static JsonObject Document(PolicyNote note)
    {
        var policy = OwnershipPolicies.Find(note.Name)!;
        return new JsonObject
        {
            ["id"] = note.Name,
            ["kind"] = "policy",
            ["era"] = note.Era,
            ["rules"] = note.Rules,
            ["guarantees"] = Words(ExplainedPolicy.Guaranteed(policy)),
            ["doesNotGuarantee"] = Words(ExplainedPolicy.NotGuaranteed(policy)),
            ["gaps"] = note.Gaps,
            ["claimRefusals"] = Words(policy.Refusals.Claim.Select(errno => errno.ToString())),
            ["source"] = note.Source,
        };
    }

    private static JsonObject Document(ErrnoNote note) => new()
    {
        ["id"] = note.Name,
        ["kind"] = "errno",
        ["number"] = (int)note.Number,
        ["meaning"] = note.Meaning,
        ["answers"] = Array(note.Answers, answer => new JsonObject
        {
            ["operation"] = answer.Operation,
            ["when"] = answer.When,
            ["source"] = answer.Source.Length == 0 ? null : answer.Source,
        }),
    };

    private static JsonArray Names(IEnumerable<OwnershipPolicy> policies) =>
        Words(policies.Select(policy => policy.Name));

    private static JsonArray Words(IEnumerable<string> words) => Array(words, word => JsonValue.Create(word));

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);
}
