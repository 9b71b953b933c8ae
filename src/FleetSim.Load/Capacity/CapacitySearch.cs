namespace FleetSim.Load.Capacity;

/// <summary>Looks for the highest rate that holds: doubles or halves to enclose it, then bisects.</summary>
/// <remarks>
/// A pause of the machine makes a rate fail that it could hold, and seldom the other way round. So a rate that fails is
/// tried again, and two of three decide. In the end the rate that was found has to hold again, twice of three, and the
/// one above it to fail again; else the search goes on from there.
/// </remarks>
/// <param name="probe">Runs the load at a rate, per second.</param>
public sealed class CapacitySearch(Func<double, Task<CapacityProbe>> probe)
{
    /// <summary>The bisection ends when a rate fails that is at most so much above one that holds.</summary>
    public const double Resolution = 0.04;

    /// <summary>So many rates enclose any capacity; a machine that needs more contradicts itself.</summary>
    private const int RatesMax = 50;

    /// <summary>Above it no rate is tried.</summary>
    private const double RateMax = Quantities.Rate.MaxPerSecond;

    /// <summary>Below it none is.</summary>
    private const double RateMin = 1;

    private readonly List<CapacityProbe> _probes = [];
    private int _rates;

    private bool IsOver => _rates >= RatesMax;

    /// <param name="start">First rate, per second.</param>
    public async Task<CapacityResult> Find(double start)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(start, RateMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, RateMax);
        var (held, failed) = await Enclose(start);
        while (held is { } low && !IsOver)
        {
            (low, failed) = await Bisect(low, failed);
            if (!await Majority(low, soFar: 1))
            {
                failed = low;
                held = HighestHeld(below: low) ?? await Fall(low / 2);
            }
            else if (failed is { } high && await Holds(high))
            {
                (held, failed) = await Above(high);
            }
            else
            {
                return new CapacityResult(low, _probes, failed is not null);
            }
        }

        return new CapacityResult(held, _probes, failed is not null);
    }

    private double? HighestHeld(double below) =>
        _probes.Where(one => one.Held && one.Rate < below).Select(one => (double?)one.Rate).Max();

    /// <summary>A rate that holds, if any does, and one above it that fails, if any does.</summary>
    private async Task<(double? Held, double? Failed)> Enclose(double start) => await Holds(start)
        ? await Above(start)
        : (await Fall(start / 2), _probes.Where(one => !one.Held).Min(one => one.Rate));

    /// <summary>A rate that holds, and one above it that fails, if any does.</summary>
    private async Task<(double? Held, double? Failed)> Above(double held)
    {
        while (held < RateMax && !IsOver)
        {
            var next = Math.Min(2 * held, RateMax);
            if (!await Holds(next))
            {
                return (held, next);
            }

            held = next;
        }

        return (held, null);
    }

    private async Task<double?> Fall(double from)
    {
        for (var rate = from; rate >= RateMin && !IsOver; rate /= 2)
        {
            if (await Holds(rate))
            {
                return rate;
            }
        }

        return null;
    }

    private async Task<(double Held, double? Failed)> Bisect(double held, double? failed)
    {
        while (failed is { } high && high / held > 1 + Resolution && !IsOver)
        {
            var middle = Math.Sqrt(held * high);
            (held, failed) = await Holds(middle) ? (middle, high) : (held, middle);
        }

        return (held, failed);
    }

    private async Task<bool> Holds(double rate)
    {
        _rates++;
        return (await Probe(rate)).Held || await Majority(rate, soFar: 0);
    }

    /// <summary>Two more probes: whether two of three held.</summary>
    /// <param name="soFar">Of one that was made, how many held.</param>
    private async Task<bool> Majority(double rate, int soFar)
    {
        var held = soFar;
        for (var tries = 1; tries < 3 && held < 2 && held + (3 - tries) >= 2; tries++)
        {
            held += (await Probe(rate)).Held ? 1 : 0;
        }

        return held >= 2;
    }

    private async Task<CapacityProbe> Probe(double rate)
    {
        var made = await probe(rate);
        _probes.Add(made);
        return made;
    }
}
