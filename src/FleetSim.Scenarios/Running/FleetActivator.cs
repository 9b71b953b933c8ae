using FleetSim.Scenarios.Targets;

namespace FleetSim.Scenarios.Running;

/// <summary>Brings up every part of every host before the load: what the load then measures is a fleet that is up
/// already.</summary>
internal static class FleetActivator
{
    /// <summary>Hosts that come up at the same time.</summary>
    private const int HostsAtOnce = 16;

    /// <param name="up">Told of each host that is up.</param>
    /// <param name="abort">No more hosts are begun.</param>
    public static async Task Activate(IFleetTarget target, Action<int> up, CancellationToken abort)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = target is LocalTarget ? 1 : HostsAtOnce,
        };
        await Parallel.ForAsync(0, target.Fleet.Hosts, options, async (host, _) =>
        {
            if (!abort.IsCancellationRequested)
            {
                await target.Inspect(host);
                up(host);
            }
        });
    }
}
