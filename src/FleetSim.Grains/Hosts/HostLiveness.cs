using System.Collections.Concurrent;

namespace FleetSim.Grains.Hosts;

/// <summary>Which hosts of this silo their ownership policy has stopped. All grains of such a host answer
/// EHOSTDOWN.</summary>
/// <remarks>A host's grains share one silo, so no call goes against the order host, device, group, unit to spread the
/// word.</remarks>
public sealed class HostLiveness
{
    private readonly ConcurrentDictionary<string, bool> _down = new();

    public bool IsDown(string host) => !_down.IsEmpty && _down.ContainsKey(host);

    /// <returns>False when the host was down already: two of its groups can stop it at the same time.</returns>
    public bool Stop(string host) => _down.TryAdd(host, true);
}
