using FleetSim.Load.Models;
using FleetSim.Load.Quantities;
using FleetSim.Scenarios.Files.Values;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>The keys of a workload's load.</summary>
internal static class LoadKeys
{
    private static readonly Key<IReadOnlyList<LoadStage>> Stages = new(
        "stages",
        new ListType<LoadStage>(StageKeys.Type, "stages", min: 1, max: 100),
        "Several loads one after the other, all open or all closed.");

    private static readonly Key<Pacing> Pacing = new(
        "pacing",
        new WordType<Pacing>(("poisson", Load.Models.Pacing.Poisson), ("uniform", Load.Models.Pacing.Uniform)),
        "Open models: how starts are spread, like those of unrelated users (poisson) or evenly (uniform).")
    {
        Default = "poisson",
    };

    private static readonly Key[] Loads = [.. StageKeys.LoadLevels, Stages];

    public static MapType<LoadProfile> Type { get; } = new([.. Loads, Pacing], Build)
    {
        CompleteSchema = schema => StageKeys.OneOf(schema, Loads),
    };

    private static LoadProfile Build(Fields fields)
    {
        var load = StageKeys.OnlyOne(fields, Loads);
        var stages = load == Stages
            ? fields.Get(Stages)
            : [fields.Get((Key<Func<TimeSpan?, LoadStage>>)load)(null)];
        var pacing = fields.Get(Pacing);
        var profile = Profile(stages, pacing, fields.PlaceOf(load));
        return fields.Has(Pacing) && profile.Kind == LoadKind.Closed
            ? throw fields.PlaceOf(Pacing).Error("only an open load (inject) has a pacing; leave it out")
            : profile;
    }

    private static LoadProfile Profile(IReadOnlyList<LoadStage> stages, Pacing pacing, FieldPlace place)
    {
        try
        {
            return LoadProfile.Of(stages, pacing);
        }
        catch (LoadFormatException exception)
        {
            throw place.Error(exception.Message);
        }
    }
}
