using System.Collections.Immutable;
using System.Globalization;
using FleetSim.Load.Models;
using FleetSim.Load.Quantities;

namespace FleetSim.Scenarios.Traces;

/// <summary>VMs of a recorded cluster: when each arrived, how long it lived, how many devices it had.</summary>
/// <remarks>Where the traces come from is told beside them, in <c>loadtests/scenarios/traces</c>.</remarks>
internal sealed class VmTrace
{
    private const string Prefix = "traces/";

    /// <summary>Pieces of a run with a rate of arrivals each; fewer where an engine needs longer ones.</summary>
    private const int SlicesMax = 50;

    private readonly ImmutableArray<Row> _rows;
    private readonly double _longest;

    private VmTrace(ImmutableArray<Row> rows)
    {
        _rows = rows;
        _longest = Math.Log(1.0 + rows.Max(row => row.Lifetime));
    }

    /// <summary>Names of the traces that come with the program.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(VmTrace).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    public int Count => _rows.Length;

    /// <exception cref="ArgumentException">There is no such trace.</exception>
    public static VmTrace Find(string name)
    {
        using var resource = typeof(VmTrace).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"there is no trace '{name}'", nameof(name));
        using var reader = new StreamReader(resource);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new VmTrace([.. lines.Skip(1).Select(Row.Parse)]);
    }

    /// <summary>The n-th VM; after the last the first comes again.</summary>
    public VmWish At(long index)
    {
        var row = _rows[(int)(index % _rows.Length)];
        return new VmWish(row.Groups, Math.Log(1.0 + row.Lifetime) / _longest);
    }

    /// <summary>A load of one constant rate, in the shape of the trace's arrivals; any other stays what it is.</summary>
    /// <param name="shortest">No slice of the run may be shorter; zero when any length will do.</param>
    /// <remarks>The first hundredth of the rows is left out: a cluster fills slowly before it is at work.</remarks>
    public LoadProfile Shape(LoadProfile load, TimeSpan duration, TimeSpan shortest = default)
    {
        if (load.Stages is not [{ Kind: LoadKind.Open, Length: null } only] || only.From != only.To)
        {
            return load;
        }

        var first = _rows[_rows.Length / 100].Arrival;
        var span = _rows[^1].Arrival - first + 1;
        var slices = shortest > TimeSpan.Zero ? (int)Math.Clamp(duration / shortest, 1, SlicesMax) : SlicesMax;
        var counts = new int[slices];
        foreach (var row in _rows.Where(row => row.Arrival >= first))
        {
            counts[(int)((row.Arrival - first) * slices / span)]++;
        }

        var mean = counts.Average();
        var length = duration / slices;
        return LoadProfile.Of(
            [
                .. counts.Select((count, slice) =>
                {
                    var rate = new Rate(only.From * count / mean);
                    var left = slice == slices - 1 ? (TimeSpan?)null : length;
                    return count == 0 && left is { } pause ? LoadStage.Pause(pause) : LoadStage.Inject(rate, rate, left);
                }),
            ],
            load.Pacing);
    }

    private readonly record struct Row(long Arrival, long Lifetime, int Groups)
    {
        public static Row Parse(string line)
        {
            var fields = line.Split(',');
            return new Row(
                long.Parse(fields[0], CultureInfo.InvariantCulture),
                long.Parse(fields[1], CultureInfo.InvariantCulture),
                int.Parse(fields[2], CultureInfo.InvariantCulture));
        }
    }
}

/// <summary>What a VM of a trace wants.</summary>
/// <param name="Groups">IOMMU groups.</param>
/// <param name="LifetimeShare">0 to 1, from the shortest lifetime to the longest.</param>
internal readonly record struct VmWish(int Groups, double LifetimeShare);
