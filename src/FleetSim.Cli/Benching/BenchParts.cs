using System.Runtime.CompilerServices;
using FleetSim.Benchmarks;
using FleetSim.Benchmarks.Translation;

namespace FleetSim.Cli.Benching;

/// <summary>What can be measured, by name.</summary>
internal sealed class BenchParts(int rounds, bool quick)
{
    public const string All = "all";
    private const string Claims = "claims";
    private const string Translation = "translation";

    private const int PairsPerRound = 200_000;
    private const int DeclaredHosts = 100_000;
    private const int TranslationsPerRound = 20_000_000;
    private const int QuickShare = 100;

    public static IReadOnlyList<string> Names { get; } = [Claims, Translation];

    public async IAsyncEnumerable<BenchResult> Measure(
        string part, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (part is All or Claims)
        {
            yield return await ClaimBench.Run(64, Share(PairsPerRound), rounds, cancellation);
            yield return await ClaimBench.Run(10_000, Share(PairsPerRound), rounds, cancellation);
            yield return await ChecksBench.Run(Share(PairsPerRound), rounds, cancellation);
            yield return await DeclaredFleetBench.Run(DeclaredHosts, rounds, cancellation);
        }

        if (part is All or Translation)
        {
            await foreach (var result in TranslationBench.Run(Share(TranslationsPerRound), rounds, cancellation))
            {
                yield return result;
            }
        }
    }

    private int Share(int operations) => quick ? operations / QuickShare : operations;
}
