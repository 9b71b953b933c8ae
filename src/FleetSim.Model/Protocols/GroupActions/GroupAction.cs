namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>What a group is asked to do, with what that needs and nothing else.</summary>
public abstract record GroupAction
{
    public abstract GroupVerb Verb { get; }
}
