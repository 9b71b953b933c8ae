using FleetSim.Model;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Tests.Files;

/// <summary>The smallest scenario, and what becomes of it when a line is added or replaced.</summary>
internal static class SmallScenario
{
    public const string Text = """
        name: small
        fleet: { hosts: 3, mix: [ { topology: xeon-e5-dual } ] }
        duration: 2s
        workloads:
          - name: vms
            kind: claim-contention
            load: { constant: 4 }

        """;

    public static string With(string lines) => Text + lines + "\n";

    public static string Replace(string part, string by)
    {
        Assert.Contains(part, Text, StringComparison.Ordinal);
        return Text.Replace(part, by, StringComparison.Ordinal);
    }

    public static Scenario Parse(string text) => ScenarioFile.Parse(text, "f.yaml");

    public static string ErrorOf(string text) => Assert.Throws<InputException>(() => Parse(text)).Message;
}
