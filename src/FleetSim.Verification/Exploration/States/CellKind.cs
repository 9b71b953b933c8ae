namespace FleetSim.Verification.Exploration.States;

/// <summary>The kinds of grain that take turns.</summary>
internal enum CellKind : byte
{
    Host,
    Device,
    Group,
    Unit,
}
