
namespace FleetSim.Fleets.Audit;

/// <summary>Brings up every part of every host before the load: what the load then measures is a fleet that is up
/// already.</summary>
public static class FleetActivator
{
    /// <summary>Hosts that come up at the same time.</summary>
    private const int HostsAtOnce = 16;

    /// <param name="progress">Told how many hosts are up.</param>
    /// <param name="abort">No more hosts are begun.</param>
    public static async Task Activate(IFleet target, Action<int> progress, CancellationToken abort)
    {
        var done = 0;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = target.TakesTime ? HostsAtOnce : 1,
        };
        await Parallel.ForAsync(0, target.Fleet.Hosts, options, async (host, _) =>
        {
            if (!abort.IsCancellationRequested)
            {
                await target.Activate(host);
                progress(Interlocked.Increment(ref done));
            }
        });

        // What came up stays: the load is not charged for finding that out. A collection moves it on by one generation only.
        GC.Collect();
        GC.Collect();
    }
}
