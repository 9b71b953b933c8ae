using System.Runtime.CompilerServices;
using FleetSim.Benchmarks;
using FleetSim.Benchmarks.Translation;

namespace FleetSim.Cli.Benching;

/// <summary>What can be measured, by name.</summary>
internal sealed class BenchParts(int rounds, bool quick)
{
    public const string All = "all";
    private const string Claims = "claims";
    private const string Telemetry = "telemetry";
    private const string Memory = "memory";
    private const string Translation = "translation";

    private const int PairsPerRound = 200_000;
    private const int ActiveHosts = 200;
    private const int DeclaredHosts = 100_000;
    private const int TranslationsPerRound = 20_000_000;

    /// <summary>Rounds of batches are cut into slices, which have to be long enough to be measured.</summary>
    private const int TelemetryShare = 4;
    private const int QuickShare = 100;

    public static IReadOnlyList<string> Names { get; } = [Claims, Telemetry, Memory, Translation];

    /// <summary>Each part with what it measures.</summary>
    public const string Help =
        $"{Claims} (claim and release of 64 and of 10,000 groups against bare grain calls, with checks against without), "
        + $"{Telemetry} (a claim and a batch of 1,024 while metrics and 1 % of the traces are collected), "
        + $"{Memory} (an active host against empty grains; 100,000 hosts declared, 1,000 touched), "
        + $"{Translation} (IOTLB hits, walks, maps and batches, beside C where gcc is found), "
        + $"or {All}, which is the default.";

    public async IAsyncEnumerable<BenchResult> Measure(
        string part, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (name, measure) in Parts(cancellation))
        {
            if (part == All || part == name)
            {
                await foreach (var result in measure())
                {
                    yield return result;
                }
            }
        }
    }

    private IEnumerable<(string Name, Func<IAsyncEnumerable<BenchResult>> Measure)> Parts(CancellationToken cancellation) =>
    [
        (Claims, () => MeasureClaims(cancellation)),
        (Telemetry, () => MeasureTelemetry(cancellation)),
        (Memory, () => MeasureMemory(cancellation)),
        (Translation, () => TranslationBench.Run(Share(TranslationsPerRound), rounds, cancellation)),
    ];

    private async IAsyncEnumerable<BenchResult> MeasureClaims([EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return await ClaimBench.Run(64, Share(PairsPerRound), rounds, cancellation);
        yield return await ClaimBench.Run(10_000, Share(PairsPerRound), rounds, cancellation);
        yield return await ChecksBench.Run(Share(PairsPerRound), rounds, cancellation);
    }

    private async IAsyncEnumerable<BenchResult> MeasureTelemetry(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return await TelemetryBench.Claims(Share(PairsPerRound), rounds, cancellation);
        yield return await TelemetryBench.Batches(
            Share(TranslationsPerRound) * (long)TelemetryShare, rounds, cancellation);
    }

    private async IAsyncEnumerable<BenchResult> MeasureMemory([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var result in await ActiveHostBench.Run(quick ? ActiveHosts / 10 : ActiveHosts, rounds, cancellation))
        {
            yield return result;
        }

        foreach (var result in await DeclaredFleetBench.Run(DeclaredHosts, rounds, cancellation))
        {
            yield return result;
        }
    }

    private int Share(int operations) => quick ? operations / QuickShare : operations;
}
