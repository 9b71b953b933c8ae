using FleetSim.Model.Drivers;

namespace FleetSim.Contracts.Wire;

/// <summary>A driver by name: its id table is the same in every silo.</summary>
[GenerateSerializer, Immutable, Alias("fleetsim.wire.driver")]
internal struct DriverSurrogate
{
    [Id(0)] public string Name;
}

/// <summary>
/// Looks drivers up in <see cref="DriverCatalogue.Complete"/>. A driver that is not there, or that only has the name of
/// one, is an error on the sending side already: the receiver would go on with another driver.
/// </summary>
[RegisterConverter]
internal sealed class DriverConverter : IConverter<Driver, DriverSurrogate>
{
    public Driver ConvertFromSurrogate(in DriverSurrogate wire) =>
        DriverCatalogue.Complete.Find(wire.Name) ?? throw Unknown(wire.Name);

    public DriverSurrogate ConvertToSurrogate(in Driver value) =>
        DriverCatalogue.Complete.Find(value.Name) == value ? new() { Name = value.Name } : throw Unknown(value.Name);

    private static NotSupportedException Unknown(string name) =>
        new($"the driver '{name}' is not in the catalogue; between silos a driver travels by its name");
}
