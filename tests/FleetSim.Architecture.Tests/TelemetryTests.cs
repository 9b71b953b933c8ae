using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using FleetSim.Telemetry;

namespace FleetSim.Architecture.Tests;

/// <summary>Metric names: one prefix, and docs/metrics.md has all of them.</summary>
public sealed partial class TelemetryTests
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
    public void Metrics_TableOfThePage_HasEveryInstrumentAndNoOther()
    {
        var page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "metrics.md"));

        var told = page.Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line.Split('|')[1]))
            .Select(match => match.Groups[1].Value);

        Assert.Equal(
            Instruments().Select(instrument => instrument.Name).Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal));
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

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
