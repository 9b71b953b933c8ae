using System.Globalization;
using FleetSim.Load.Quantities;

namespace FleetSim.Load.Simulations;

/// <summary>Turns a rate into a whole number of operations an interval.</summary>
internal static class InjectionInterval
{
    /// <summary>Shorter ones are as long as the timers of a framework are wrong.</summary>
    private const int ShortestMs = 50;

    /// <summary>Longer ones only for rates below one operation in it: what starts is bunched.</summary>
    private const int LongestMs = 1000;

    /// <summary>Even for rates of a few an hour.</summary>
    private const int CapMs = 600_000;

    /// <summary>Share of the operations by which a plan may miss the load of the scenario.</summary>
    private const double MissedMax = 0.01;

    /// <summary>The interval whose plan comes nearest to what the rate expects in that time; of those the
    /// shortest.</summary>
    /// <param name="perSecond">More than zero.</param>
    /// <exception cref="LoadFormatException">No plan of whole numbers comes near enough.</exception>
    public static PlannedSimulation Inject(double perSecond, TimeSpan during)
    {
        var expected = perSecond * during.TotalSeconds;
        var needed = Math.Clamp(Math.Ceiling(1000 / perSecond), LongestMs, CapMs);
        var longest = (int)Math.Min(during.TotalMilliseconds, needed);
        var best = Enumerable.Range(Math.Min(ShortestMs, longest), Math.Max(1, longest - ShortestMs + 1))
            .Select(ms => Plan(perSecond, TimeSpan.FromMilliseconds(ms), during))
            .MinBy(plan => (Math.Round(Math.Abs(plan.Planned - expected)), Overrun(plan)));
        return Math.Abs(best.Planned - expected) <= Math.Max(0.5, expected * MissedMax) && best.Copies > 0
            ? best
            : throw new LoadFormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"a rate of {perSecond:0.####}/s for {during.TotalSeconds:0.###} s cannot be told in whole operations "
                + $"an interval (nearest: {best.Planned} instead of {expected:0.##})"));
    }

    /// <summary>A number is drawn every second, as our own runner draws a rate.</summary>
    /// <exception cref="LoadFormatException">Not one operation starts in a second even of the highest rate.</exception>
    public static PlannedSimulation Random(double min, double max, TimeSpan during) => Math.Round(max) >= 1
        ? new PlannedSimulation(
            SimulationKind.InjectRandom, (int)Math.Round(max), TimeSpan.FromSeconds(1), during, (int)Math.Round(min))
        : throw NoWholeOperation("random rates up to", max);

    /// <summary>A ramp has small numbers at its foot: at its top an interval takes ten operations if it can.</summary>
    /// <exception cref="LoadFormatException">Not one operation starts in an interval at the top.</exception>
    public static PlannedSimulation Ramp(double top, TimeSpan during)
    {
        const int copiesMin = 10;
        var longest = (int)Math.Min(LongestMs, during.TotalMilliseconds);
        var interval = Enumerable.Range(ShortestMs, longest - ShortestMs)
            .FirstOrDefault(ms => top * ms / 1000 >= copiesMin && top * ms % 1000 == 0, longest);
        var most = (int)Math.Round(top * interval / 1000);
        return most >= 1
            ? new PlannedSimulation(SimulationKind.RampingInject, most, TimeSpan.FromMilliseconds(interval), during)
            : throw NoWholeOperation("a ramp to", top);
    }

    private static LoadFormatException NoWholeOperation(string what, double perSecond) => new(string.Create(
        CultureInfo.InvariantCulture, $"{what} {perSecond:0.####}/s: no whole operation starts in a second"));

    private static PlannedSimulation Plan(double perSecond, TimeSpan interval, TimeSpan during) => new(
        SimulationKind.Inject, Math.Max(1, (int)Math.Round(perSecond * interval.TotalSeconds)), interval, during);

    /// <summary>The last interval is whole, even where the time is over.</summary>
    private static TimeSpan Overrun(PlannedSimulation plan) =>
        (plan.Interval * Math.Ceiling(plan.During / plan.Interval)) - plan.During;
}
