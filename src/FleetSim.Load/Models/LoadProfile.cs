using System.Globalization;
using FleetSim.Load.Quantities;
using FleetSim.Load.Randomness;

namespace FleetSim.Load.Models;

/// <summary>The load of one workload: stages one after the other, all open or all closed.</summary>
public sealed record LoadProfile
{
    private LoadProfile(IReadOnlyList<LoadStage> stages, LoadKind kind, Pacing pacing)
    {
        Stages = stages;
        Kind = kind;
        Pacing = pacing;
    }

    public IReadOnlyList<LoadStage> Stages { get; }

    public LoadKind Kind { get; }

    /// <summary>Only an open model has one.</summary>
    public Pacing Pacing { get; }

    /// <summary>A load of a single stage.</summary>
    /// <exception cref="LoadFormatException">The stage is a pause.</exception>
    public static LoadProfile Of(LoadStage stage, Pacing pacing = Pacing.Poisson) => Of([stage], pacing);

    /// <exception cref="LoadFormatException">
    /// There is nothing but pauses, open and closed stages are mixed, or a stage follows one that has no end.
    /// </exception>
    public static LoadProfile Of(IReadOnlyList<LoadStage> stages, Pacing pacing = Pacing.Poisson)
    {
        ArgumentNullException.ThrowIfNull(stages);
        var kinds = stages.Select(stage => stage.Kind).OfType<LoadKind>().Distinct().ToArray();
        if (kinds.Length != 1)
        {
            throw new LoadFormatException(kinds.Length == 0
                ? "a load needs at least one stage that starts operations"
                : "a load cannot mix inject (open) and constant (closed); use two workloads");
        }

        if (stages.SkipLast(1).Any(stage => stage.Length is null))
        {
            throw new LoadFormatException("only the last stage of a load may go without a length");
        }

        return new LoadProfile([.. stages], kinds[0], pacing);
    }

    /// <summary>The level over a run of the given length, from its start.</summary>
    /// <remarks>Stages that end before the run leave the rest of it idle.</remarks>
    /// <param name="levels">Draws the levels of stages that have random ones; may be left out where none has.</param>
    /// <exception cref="LoadFormatException">The stages need more time than the run has.</exception>
    public LevelCurve Over(TimeSpan duration, RandomStream? levels = null)
    {
        var segments = new List<LevelSegment>();
        var at = TimeSpan.Zero;
        foreach (var stage in Stages)
        {
            var length = stage.Length ?? (duration - at);
            if (length <= TimeSpan.Zero || at + length > duration)
            {
                throw new LoadFormatException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the stages of the load do not fit into the run of {duration.TotalSeconds} s"));
            }

            if (stage.IsRandom)
            {
                ArgumentNullException.ThrowIfNull(levels);
                segments.AddRange(Drawn(stage, at, length, levels));
            }
            else
            {
                segments.Add(new LevelSegment(at, length, stage.From, stage.To));
            }

            at += length;
        }

        return new LevelCurve(segments);
    }

    /// <summary>The level of a warm-up: constant, where the load begins. A ramp from zero has none.</summary>
    public LevelCurve WarmUp(TimeSpan length)
    {
        var first = Stages[0];
        var level = first.IsRandom ? (first.From + first.To) / 2 : first.From;
        return new LevelCurve(length > TimeSpan.Zero ? [new LevelSegment(TimeSpan.Zero, length, level, level)] : []);
    }

    private static IEnumerable<LevelSegment> Drawn(LoadStage stage, TimeSpan start, TimeSpan length, RandomStream levels)
    {
        var second = TimeSpan.FromSeconds(1);
        for (var at = TimeSpan.Zero; at < length; at += second)
        {
            var level = stage.From + ((stage.To - stage.From) * levels.NextDouble());
            yield return new LevelSegment(start + at, length - at < second ? length - at : second, level, level);
        }
    }
}
