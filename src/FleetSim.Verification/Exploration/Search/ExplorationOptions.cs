namespace FleetSim.Verification.Exploration.Search;

/// <summary>How far an exploration goes.</summary>
public sealed record ExplorationOptions
{
    /// <summary>The search gives up, unfinished, when it would have to remember more states.</summary>
    public int StatesMax { get; init; } = 5_000_000;

    /// <summary>Answers are taken at once, which leaves out states that show nothing new. False takes every turn by
    /// itself.</summary>
    public bool Reduced { get; init; } = true;

    /// <summary>Told of the number of states now and then.</summary>
    public Action<int>? Progress { get; init; }
}
