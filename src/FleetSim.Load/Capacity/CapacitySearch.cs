namespace FleetSim.Load.Capacity;

/// <summary>Looks for the highest rate that holds: doubles or halves to enclose it, then bisects.</summary>
/// <remarks>
/// A pause of the machine makes a rate fail that it could hold, and seldom the other way round. So a rate that fails is
/// tried again, and two of three decide. In the end the rate that was found has to hold again, twice of three; and should
/// the one above it now hold twice of three, the search goes on from there in small steps.
/// </remarks>
/// <param name="probe">Runs the load at a rate, per second.</param>
public sealed class CapacitySearch(Func<double, Task<CapacityProbe>> probe)
{
    /// <summary>The bisection ends when a rate fails that is at most so much above one that holds.</summary>
    public const double Resolution = 0.04;

    private const double FactorMax = 2;

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
            if (!await Majority(low, made: 1, held: 1))
            {
                failed = low;
                held = HighestHeld(below: low) ?? await Fall(low / 2);
            }
            else if (failed is { } high && await Majority(high, made: 0, held: 0))
            {
                (held, failed) = await Above(high, 1 + Resolution);
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
        ? await Above(start, FactorMax)
        : (await Fall(start / 2), _probes.Where(one => !one.Held).Min(one => one.Rate));

    /// <summary>A rate that holds, and one above it that fails, if any does.</summary>
    /// <param name="factor">Of the first step; each next one is twice as long, up to doubling the rate.</param>
    private async Task<(double? Held, double? Failed)> Above(double held, double factor)
    {
        while (held < RateMax && !IsOver)
        {
            var next = Math.Min(factor * held, RateMax);
            if (!await Holds(next))
            {
                return (held, next);
            }

            (held, factor) = (next, Math.Min(factor * factor, FactorMax));
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
        return (await Probe(rate)).Held || await Majority(rate, made: 1, held: 0);
    }

    /// <summary>As many more probes as it takes to tell: whether two of three held.</summary>
    /// <param name="made">Probes so far.</param>
    /// <param name="held">How many of them held.</param>
    private async Task<bool> Majority(double rate, int made, int held)
    {
        for (; made < 3 && held < 2 && held + (3 - made) >= 2; made++)
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
