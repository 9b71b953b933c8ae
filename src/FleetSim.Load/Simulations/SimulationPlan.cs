using System.Globalization;
using FleetSim.Load.Models;
using FleetSim.Load.Quantities;

namespace FleetSim.Load.Simulations;

/// <summary>Turns the load of a workload into simulations, as load frameworks call them.</summary>
/// <remarks>
/// A ramp is a simulation of its own where it begins as frameworks begin one: at nothing, or with the users that the
/// stage before left. Any other is a stair of constant simulations, a second each.
/// </remarks>
public static class SimulationPlan
{
    /// <summary>No simulation may be shorter.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The simulations of a load over a run, one after the other.</summary>
    /// <exception cref="LoadFormatException">A stage is too short, or has no such form; one sentence.</exception>
    public static IReadOnlyList<PlannedSimulation> Of(LoadProfile load, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(load);
        var simulations = new List<PlannedSimulation>();
        var at = TimeSpan.Zero;
        var levelBefore = 0.0;
        foreach (var stage in load.Stages)
        {
            var segment = new LevelSegment(at, stage.Length ?? (duration - at), stage.From, stage.To);
            if (segment.Length < Shortest)
            {
                throw new LoadFormatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"a stage of {segment.Length.TotalSeconds:0.####} s is too short; a second is the shortest here"));
            }

            simulations.AddRange(Simulations(stage, segment, levelBefore));
            levelBefore = segment.To;
            at += segment.Length;
        }

        return simulations;
    }

    private static IEnumerable<PlannedSimulation> Simulations(
        LoadStage stage, LevelSegment segment, double levelBefore) => stage switch
        {
            _ when stage != Known(stage) =>
                throw new LoadFormatException($"this engine has no load model for the stage {stage}"),
            { Kind: null } => [new(SimulationKind.Pause, 0, TimeSpan.Zero, segment.Length)],
            { Kind: LoadKind.Closed } when segment.From == segment.To => [Users(segment.From, segment.Length)],
            { Kind: LoadKind.Closed } when segment.From == levelBefore =>
                [Users(segment.To, segment.Length) with { Kind = SimulationKind.RampingConstant }],
            { Kind: LoadKind.Closed } => Stairs(segment).Select(stair => Users(stair.Level, stair.Length)),
            { IsRandom: true } => [InjectionInterval.Random(segment.From, segment.To, segment.Length)],
            _ when segment.From == segment.To => [InjectionInterval.Inject(segment.From, segment.Length)],
            _ when segment.From == 0 && levelBefore == 0 => [InjectionInterval.Ramp(segment.To, segment.Length)],
            _ => Stairs(segment).Select(stair => InjectionInterval.Inject(stair.Level, stair.Length)),
        };

    /// <summary>The stage as this class understands it: one that says more than that would be run as something
    /// else.</summary>
    private static LoadStage Known(LoadStage stage) => stage switch
    {
        { IsRandom: true } => LoadStage.InjectRandom(new Rate(stage.From), new Rate(stage.To), stage.Length),
        { Kind: LoadKind.Open } => LoadStage.Inject(new Rate(stage.From), new Rate(stage.To), stage.Length),
        { Kind: LoadKind.Closed } => LoadStage.Users((int)stage.From, (int)stage.To, stage.Length),
        _ => LoadStage.Pause(stage.Length ?? TimeSpan.Zero),
    };

    private static PlannedSimulation Users(double users, TimeSpan during) =>
        new(SimulationKind.KeepConstant, (int)Math.Round(users), TimeSpan.Zero, during);

    /// <summary>Whole seconds, the last one up to two, each at the level of its middle.</summary>
    private static IEnumerable<(double Level, TimeSpan Length)> Stairs(LevelSegment segment)
    {
        for (var at = TimeSpan.Zero; at < segment.Length;)
        {
            var left = segment.Length - at;
            var length = left < 2 * Shortest ? left : Shortest;
            var share = (at + (length / 2)) / segment.Length;
            yield return (segment.From + ((segment.To - segment.From) * share), length);
            at += length;
        }
    }
}
