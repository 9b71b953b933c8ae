using FleetSim.Load.Randomness;

namespace FleetSim.Scenarios.Workloads;

/// <summary>Chooses the host an operation goes to: all alike, or a busy few and a long tail.</summary>
/// <remarks>Which hosts are the busy ones is drawn from the seed, the same for all workloads of a run: that is where
/// they meet.</remarks>
internal sealed class HostPicker
{
    private readonly int[] _byRank;
    private readonly ZipfSampler? _ranks;

    /// <param name="byRank">Host indices, the busiest first; see <see cref="Shuffled"/>.</param>
    /// <param name="skew">Zipf exponent; 0 for all alike.</param>
    public HostPicker(int[] byRank, double skew)
    {
        _byRank = byRank;
        _ranks = skew > 0 ? new ZipfSampler(byRank.Length, skew) : null;
    }

    public int Pick(RandomStream random) => _byRank[_ranks?.Next(random) ?? random.NextInt(_byRank.Length)];

    /// <summary>The indices of a fleet in an order drawn from the seed (Fisher and Yates).</summary>
    public static int[] Shuffled(int hosts, ulong seed)
    {
        var random = RandomStream.Of(seed, "hosts by rank", 0);
        var order = Enumerable.Range(0, hosts).ToArray();
        for (var i = hosts - 1; i > 0; i--)
        {
            var j = random.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
