using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>What is under way between an actor and grains, or between two grains.</summary>
internal abstract record Message;

/// <summary>A call that its grain has not begun.</summary>
/// <param name="Cell">Number of the grain.</param>
internal abstract record Request(int Cell) : Message;

internal sealed record HostRequest(int Cell, HostCall Call) : Request(Cell)
{
    public override string ToString() => Call.ToString();
}

internal sealed record DeviceRequest(int Cell, DeviceCall Call) : Request(Cell)
{
    public override string ToString() => Call.ToString();
}

internal sealed record GroupRequest(int Cell, GroupCall Call) : Request(Cell)
{
    public override string ToString() => Call.ToString();
}

internal sealed record UnitRequest(int Cell, UnitCall Call) : Request(Cell)
{
    public override string ToString() => Call.ToString();
}

/// <summary>A device does DMA: nobody decides anything, its unit translates.</summary>
internal sealed record DmaRequest(int Cell) : Request(Cell)
{
    public override string ToString() => "DMA";
}

/// <summary>The answer of a call, which the caller has not taken.</summary>
internal abstract record Answer : Message;

internal sealed record HostAnswer(HostReply Reply) : Answer;

internal sealed record DeviceAnswer(DeviceReply Reply) : Answer;

internal sealed record GroupAnswer(GroupReply Reply) : Answer;

internal sealed record UnitAnswer(UnitReply Reply) : Answer;

/// <summary>What became of a DMA, for traces.</summary>
internal sealed record DmaAnswer(string Outcome) : Answer;
