using System.Globalization;
using FleetSim.Model.Pci;

namespace FleetSim.Contracts;

/// <summary>Keys of a host's grains: <c>h000042</c>, and below it <c>h000042/7</c>, <c>h000042/dmar0</c>,
/// <c>h000042/0000:03:00.0</c>.</summary>
/// <remarks>The part before the slash decides where all of a host's grains live.</remarks>
public static class HostKey
{
    private const char Prefix = 'h';
    private const char Separator = '/';

    /// <summary>Key of a host's own grain, from its index in the fleet.</summary>
    public static string Of(int index) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{index:d6}");

    public static string Group(string host, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{host}/{number}");

    public static string Unit(string host, string unit) => $"{host}/{unit}";

    public static string Device(string host, PciAddress address) => $"{host}/{address}";

    public static string AddressSpace(string host, string process) => $"{host}/{process}";

    /// <summary>The host a key belongs to.</summary>
    public static string HostOf(string key) => key.IndexOf(Separator) is >= 0 and var slash ? key[..slash] : key;

    /// <summary>What follows the host; empty for the host itself.</summary>
    public static string PartOf(string key) => key.IndexOf(Separator) is >= 0 and var slash ? key[(slash + 1)..] : "";

    /// <summary>Index in the fleet of the host a key belongs to; false for a key that no fleet gives out.</summary>
    /// <remarks>Only the spelling of <see cref="Of"/> counts: under any other a host would have a second set of
    /// grains.</remarks>
    public static bool TryIndex(string key, out int index)
    {
        var host = HostOf(key);
        index = 0;
        return host.StartsWith(Prefix)
            && int.TryParse(host.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out index)
            && host == Of(index);
    }
}
