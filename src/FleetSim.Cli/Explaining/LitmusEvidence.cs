using FleetSim.Scenarios.Litmus;

namespace FleetSim.Cli.Explaining;

/// <summary>A shipped litmus test that expects an invariant to break.</summary>
/// <param name="Litmus">Name of the test.</param>
/// <param name="Policies">The policies under which it breaks.</param>
internal sealed record LitmusEvidence(string Litmus, IReadOnlyList<string> Policies)
{
    /// <summary>The shipped tests under whose expectations an invariant breaks.</summary>
    public static IReadOnlyList<LitmusEvidence> For(string invariant) =>
    [
        .. ShippedLitmusTests.Names
            .Select(name => new LitmusEvidence(name, PoliciesThatBreak(invariant, name)))
            .Where(evidence => evidence.Policies.Count > 0),
    ];

    private static List<string> PoliciesThatBreak(string invariant, string name)
    {
        var test = LitmusFile.Parse(ShippedLitmusTests.Find(name)!, $"{name}.yaml", Environment.CurrentDirectory);
        return
        [
            .. PolicyNotes.All.Select(policy => policy.Name)
                .Where(policy => test.Expected.TryGetValue(policy, out var broken) && broken.Contains(invariant)),
        ];
    }
}
