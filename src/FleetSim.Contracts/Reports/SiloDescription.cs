namespace FleetSim.Contracts.Reports;

/// <summary>What a silo says of itself.</summary>
/// <param name="Address">Where other silos reach it, such as <c>127.0.0.1:11111</c>.</param>
/// <param name="ProcessId">Its process on its machine.</param>
/// <param name="Machine">Tells machines, and their boots, apart: the stamps of two silos compare only where these
/// are equal.</param>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.silo-description")]
public sealed record SiloDescription(
    [property: Id(0)] string Address, [property: Id(1)] int ProcessId, [property: Id(2)] string Machine)
{
    public override string ToString() => $"silo {Address} (process {ProcessId})";
}
