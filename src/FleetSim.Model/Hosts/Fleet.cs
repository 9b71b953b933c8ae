using System.Collections.Immutable;
using FleetSim.Model.Ownership;

namespace FleetSim.Model.Hosts;

/// <summary>A fleet as declared: how many hosts, which template each is of, and the ownership policy of all of
/// them.</summary>
/// <remarks>Declaring a host costs nothing: its template is found from its index and the seed.</remarks>
public sealed class Fleet
{
    private readonly ImmutableArray<HostTemplate> _templates;
    private readonly ImmutableArray<long> _upTo;
    private readonly ulong _seed;

    /// <param name="hosts">Number of hosts, at least 1.</param>
    /// <param name="mix">Templates and their weights, each at least 1.</param>
    /// <param name="seed">Decides which host is of which template.</param>
    public Fleet(OwnershipPolicy policy, int hosts, IReadOnlyList<(HostTemplate Template, int Weight)> mix, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hosts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mix.Count, 1);
        Policy = policy;
        Hosts = hosts;
        _seed = seed;
        _templates = [.. mix.Select(part => part.Template)];
        var upTo = 0L;
        _upTo = [.. mix.Select(part => upTo += part.Weight)];
    }

    private Fleet(OwnershipPolicy policy, int hosts, ImmutableArray<HostTemplate> inTurn)
    {
        Policy = policy;
        Hosts = hosts;
        _templates = inTurn;
        _upTo = [];
    }

    public OwnershipPolicy Policy { get; }

    /// <summary>Number of hosts; their indices are 0 to this, exclusive.</summary>
    public int Hosts { get; }

    /// <summary>A fleet whose hosts are of some templates in turn: the first host of the first, and so on.</summary>
    public static Fleet InTurn(OwnershipPolicy policy, int hosts, ImmutableArray<HostTemplate> templates) =>
        new(policy, hosts, templates);

    /// <summary>The template of a host.</summary>
    public HostTemplate TemplateOf(int host)
    {
        if (_upTo.IsEmpty)
        {
            return _templates[host % _templates.Length];
        }

        if (_templates.Length == 1)
        {
            return _templates[0];
        }

        var at = (long)(Mixed(_seed, (ulong)host) % (ulong)_upTo[^1]);
        for (var i = 0; ; i++)
        {
            if (at < _upTo[i])
            {
                return _templates[i];
            }
        }
    }

    /// <summary>A well-spread 64-bit value of a seed and an index (SplitMix64, Steele, Lea and Flood 2014; public
    /// domain).</summary>
    private static ulong Mixed(ulong seed, ulong index)
    {
        unchecked
        {
            var z = seed + ((index + 1) * 0x9e3779b97f4a7c15);
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return z ^ (z >> 31);
        }
    }
}
