using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using FleetSim.Benchmarks;
using FleetSim.Telemetry;

namespace FleetSim.Cli.Tests;

/// <summary><c>fleetsim bench</c>: what it tells, whatever it measures here.</summary>
/// <remarks>Alone: meters are found by name, and a collector drops a metric when any silo of the process that has it
/// ends.</remarks>
[Collection(Alone)]
public sealed class BenchTests
{
    private const string Alone = "bench";

    private static readonly string[] Translation =
    [
        "IOTLB hit, 512 pages",
        "walk, 3 levels, 512 pages of 4K",
        "walk, 3 levels, 512 pages of 2M",
        "walk, 3 levels, 512 pages of 1G",
        "walk, 4 levels, 512 pages of 4K",
        "walk, 4 levels, 65536 pages of 4K",
        "walk, 4 levels, 512 pages of 2M",
        "walk, 4 levels, 512 pages of 1G",
        "walk, 5 levels, 512 pages of 4K",
        "walk, 5 levels, 512 pages of 2M",
        "walk, 5 levels, 512 pages of 1G",
        "map + unmap 1 GiB by 4K",
        "map + unmap 1 GiB by 2M",
        "map + unmap 1 GiB by 1G",
        "batch of 1 through the unit grain, 90 % hits",
        "batch of 1 through the unit grain, beside C",
        "batch of 64 through the unit grain, 90 % hits",
        "batch of 64 through the unit grain, beside C",
        "batch of 1024 through the unit grain, 90 % hits",
        "batch of 1024 through the unit grain, beside C",
        "batch of 16384 through the unit grain, 90 % hits",
        "batch of 16384 through the unit grain, beside C",
        "allocated by batches of 1024 through the unit grain",
    ];

    private static readonly string[] Keys =
        ["name", "unit", "value", "reference", "ratio", "budget", "met", "note", "rounds", "values", "ratios"];

    private static readonly Dictionary<string, double?> Claims = new()
    {
        ["claim + release, 64 groups"] = 1.2,
        ["claim + release, 10000 groups"] = 1.2,
        ["claim + release, history and invariants on"] = 1.15,
    };

    private static readonly Dictionary<string, double?> Telemetry = new()
    {
        ["claim + release, telemetry on"] = 1.25,
        ["batch of 1024 through the unit grain, telemetry on"] = 1.05,
    };

    private static readonly Dictionary<string, double?> Memory = new()
    {
        ["active host of 1 unit, 16 groups, 24 devices"] = 1.5,
        ["active host, each group claimed"] = null,
        ["100000 hosts declared, 1000 touched"] = 1.1,
        ["100000 hosts declared, 1000 touched: time"] = 1,
    };

    private static readonly Dictionary<string, double> Budgets = new()
    {
        ["IOTLB hit, 512 pages"] = 1.3,
        ["walk, 4 levels, 512 pages of 4K"] = 1.5,
        ["batch of 1024 through the unit grain, 90 % hits"] = 2,
        ["allocated by batches of 1024 through the unit grain"] = 1,
    };

    [Fact]
    public async Task Bench_TranslationAsJson_HasEveryPartWithThePromisedKeys()
    {
        var bench = await FleetSimProgram.Run("bench", "translation", "--quick", "--rounds", "1", "--json");

        Assert.Equal(0, bench.ExitCode);
        var results = JsonNode.Parse(bench.Output)!["results"]!.AsArray().Select(one => one!.AsObject()).ToList();
        Assert.Equal(Translation, results.Select(one => (string)one["name"]!));
        Assert.Equal(Translation.Select(name => $"measured: {name}"), bench.Error.TrimEnd('\n').Split('\n'));
        Assert.All(results, one =>
        {
            Assert.Equal(Keys, one.Select(key => key.Key));
            Assert.True((double)one["value"]! > 0);
        });
        Assert.Equal(
            Budgets,
            results.Where(one => Budgets.ContainsKey((string)one["name"]!))
                .ToDictionary(one => (string)one["name"]!, one => (double)one["budget"]!));
    }

    [Theory]
    [InlineData("claims")]
    [InlineData("telemetry")]
    [InlineData("memory")]
    public async Task Bench_PartAsJson_HasItsLinesWithTheirBudgetsAndVerdicts(string part)
    {
        var expected = part switch { "claims" => Claims, "telemetry" => Telemetry, _ => Memory };

        var bench = await FleetSimProgram.Run("bench", part, "--quick", "--rounds", "2", "--json");

        Assert.Equal(0, bench.ExitCode);
        var results = JsonNode.Parse(bench.Output)!["results"]!.AsArray().Select(one => one!.AsObject()).ToList();
        Assert.Equal(expected, results.ToDictionary(one => (string)one["name"]!, one => (double?)one["budget"]));
        Assert.All(results, one =>
        {
            Assert.Equal(Keys, one.Select(key => key.Key));
            var (ratio, least, most) = ((double)one["ratio"]!, Of(one["ratios"]!, "min"), Of(one["ratios"]!, "max"));
            Assert.InRange(ratio, least, most);
            Assert.True(Of(one["values"]!, "min") > 0);
            Assert.Equal(2, (int)one["rounds"]!);
            Assert.Equal((double?)one["budget"] is { } budget ? ratio <= budget : null, (bool?)one["met"]);
        });
    }

    [Fact]
    public async Task Bench_Table_TellsTheSpreadOfEachLine()
    {
        var bench = await FleetSimProgram.Run("bench", "telemetry", "--quick", "--rounds", "2");

        Assert.Equal(0, bench.ExitCode);
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(bench.Output, @"\d\.\d\d\.\.\d+\.\d\d"));
    }

    [Fact]
    public async Task Bench_Help_NamesEachPart()
    {
        var bench = await FleetSimProgram.Run("bench", "--help");

        Assert.All(
            new[] { "claims (", "telemetry (", "memory (", "translation (" },
            part => Assert.Contains(part, bench.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void CollectedTelemetry_SpanOfOurs_IsCollectedBesideTheMetrics()
    {
        using var telemetry = new CollectedTelemetry();

        TelemetryNames.Activities.StartActivity("bench-test")?.Dispose();
        telemetry.Collect();

        Assert.Contains("bench-test", telemetry.SpanNames);
        Assert.Contains(telemetry.Metrics, name => name.StartsWith("dotnet.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("orleans-directory-lookups-local-issued")]
    [InlineData("orleans-directory-lookups-local-successes")]
    [InlineData("orleans-directory-lookups-cache-issued")]
    [InlineData("orleans-directory-lookups-cache-successes")]
    public void CollectedTelemetry_CountersOfOrleans_ButForThoseOfEveryCall(string name)
    {
        using var orleans = new Meter("Microsoft.Orleans");
        var cached = orleans.CreateCounter<int>(name);
        var further = orleans.CreateCounter<int>("orleans-directory-lookups-full-issued");
        using var telemetry = new CollectedTelemetry();

        cached.Add(1);
        further.Add(1);
        telemetry.Collect();

        Assert.Contains(further.Name, telemetry.Metrics);
        Assert.DoesNotContain(cached.Name, telemetry.Metrics);
        Assert.False(cached.Enabled); // Nobody is even told.
    }

    [Fact]
    public void Result_OfRounds_TellsHowFarTheyLieApart()
    {
        var result = BenchResult.Of("walk", "CPU ns", 1.5, [new(2, 1), new(4, 4), new(9, 3)]);

        Assert.Equal((new Spread(2, 9), new Spread(1, 3)), (result.Values, result.Ratios!.Value));
    }

    [Fact]
    public void Result_WithNothingBesideIt_IsNotJudged()
    {
        var result = BenchResult.Alone("walk", "CPU ns", 1.5, [3, 1, 2]);

        Assert.Equal((2, null, null), (result.Value, result.Reference, result.Ratio));
        Assert.Equal((new Spread(1, 3), (Spread?)null), (result.Values, result.Ratios));
        Assert.Null(result.Met);
    }

    [Theory]
    [InlineData(2.0, true)]
    [InlineData(1.9, false)]
    public void Result_OfRounds_HasTheMedianOfTheirRatios(double budget, bool met)
    {
        var result = BenchResult.Of("walk", "CPU ns", budget, [new(2, 1), new(4, 4), new(9, 3)]);

        Assert.Equal((4, 3, 2), (result.Value, result.Reference, result.Ratio));
        Assert.Equal(met, result.Met);
    }

    /// <summary>A neighbour that slows both sides of a slice moves no ratio.</summary>
    [Fact]
    public void Round_OfSlices_HasTheMedianOfTheirRatios()
    {
        var round = BenchRound.Of([new(11, 10), new(22, 20), new(60, 40)]);

        Assert.Equal((22, 20, 1.1), (round.Value, round.Reference, round.Ratio));
    }

    private static double Of(JsonNode spread, string which) => (double)spread[which]!;
}

/// <summary>Runs when nothing else does.</summary>
[CollectionDefinition("bench", DisableParallelization = true)]
public sealed class BenchCollection;
