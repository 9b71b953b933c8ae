namespace FleetSim.Benchmarks.Translation;

/// <summary>All budgets of translation.</summary>
public static class TranslationBench
{
    /// <summary>A walk takes several times as long as a hit, and a page to map more than a walk.</summary>
    private const int HitsAWalk = 4;
    private const int HitsAPage = 10;

    /// <param name="operations">Translations by the IOTLB a round; of slower things, fewer.</param>
    public static async IAsyncEnumerable<BenchResult> Run(
        long operations,
        int rounds,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var native = await NativeProgram.Compile(cancellation);
        foreach (var result in await IotlbBench.Run(operations, rounds, native, cancellation))
        {
            yield return result;
        }

        foreach (var result in await WalkBench.Run(operations / HitsAWalk, rounds, native, cancellation))
        {
            yield return result;
        }

        foreach (var result in await MapBench.Run(operations / HitsAPage, rounds, native, cancellation))
        {
            yield return result;
        }

        foreach (var result in await BatchBench.Run(operations, rounds, native, cancellation))
        {
            yield return result;
        }
    }
}
