namespace FleetSim.Model.Groups.Isolation;

/// <summary>One row of the quirk table: a family and the device ids of one vendor it covers.</summary>
/// <param name="First">Lowest device id.</param>
/// <param name="Last">Highest device id; the row covers all between.</param>
internal readonly record struct AcsQuirk(AcsQuirkFamily Family, ushort Vendor, ushort First, ushort Last)
{
    public bool Covers(ushort vendor, ushort device) => vendor == Vendor && device >= First && device <= Last;
}
