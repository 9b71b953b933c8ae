using System.Diagnostics.Metrics;
using FleetSim.Telemetry;

namespace FleetSim.Architecture.Tests;

/// <summary>Metric names: one prefix, and the README tells of all of them.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public void Instruments_OfASilo_AreInTheNamespaceWithUnitAndDescription()
    {
        var instruments = Instruments();

        Assert.NotEmpty(instruments);
        Assert.All(instruments, instrument =>
        {
            Assert.Matches("^fleetsim(\\.[a-z]+)+$", instrument.Name);
            Assert.False(string.IsNullOrEmpty(instrument.Unit), $"{instrument.Name} has no unit");
            Assert.False(string.IsNullOrEmpty(instrument.Description), $"{instrument.Name} has no description");
            Assert.Equal(instrument.Name.EndsWith(".duration", StringComparison.Ordinal), instrument.Unit == "s");
        });
    }

    [Fact]
    public void Names_AllConstants_AreInTheNamespace() => Assert.All(
        typeof(TelemetryNames).GetFields()
            .Where(field => field.IsLiteral && field.Name is not (nameof(TelemetryNames.Meter) or nameof(TelemetryNames.ActivitySourceName)))
            .Select(field => (string)field.GetRawConstantValue()!),
        name => Assert.StartsWith("fleetsim.", name, StringComparison.Ordinal));

    [Fact]
    public void Readme_TableOfMetrics_HasEveryInstrument()
    {
        var path = Path.Combine(Repository.Root, "README.md");
        var readme = File.Exists(path) ? File.ReadAllText(path) : "";
        var told = readme.Split('\n').Any(line => line.StartsWith('#') && line.TrimEnd().EndsWith(" Metrics", StringComparison.Ordinal));

        var missing = Instruments().Select(instrument => instrument.Name)
            .Where(name => !readme.Contains($"`{name}`", StringComparison.Ordinal));

        Assert.Empty(told ? missing : []); // Without the table nothing is claimed.
    }

    private static List<Instrument> Instruments()
    {
        using var meter = new Meter("FleetSim.Architecture.Tests");
        var found = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    found.Add(instrument);
                }
            },
        };
        listener.Start();
        _ = new FleetInstruments(meter, "mainline");
        return found;
    }
}
