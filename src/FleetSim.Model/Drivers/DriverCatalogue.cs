using System.Collections.Frozen;
using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Drivers;

/// <summary>The drivers a host has loaded. Which one an id belongs to is decided by the first table that lists
/// it.</summary>
public sealed class DriverCatalogue
{
    private readonly FrozenDictionary<string, Driver> _byName;

    public DriverCatalogue(IEnumerable<Driver> drivers)
    {
        Drivers = [.. drivers];
        _byName = Drivers.ToFrozenDictionary(driver => driver.Name);
    }

    /// <summary>Every driver of <see cref="KnownDrivers"/>.</summary>
    public static DriverCatalogue Standard { get; } = new(KnownDrivers.All);

    public ImmutableArray<Driver> Drivers { get; }

    public Driver? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// The driver that the bus offers a function to: with an override the one of that name and no other, else the first
    /// whose id table lists it.
    /// </summary>
    /// <remarks>Source: pci_match_device, drivers/pci/pci-driver.c.</remarks>
    public Driver? DriverFor(PciFunction function, string? driverOverride)
    {
        if (driverOverride is not null)
        {
            return Find(driverOverride);
        }

        foreach (var driver in Drivers)
        {
            if (driver.Matches(function))
            {
                return driver;
            }
        }

        return null;
    }

    /// <summary>A driver may be bound to a function: it is the one of its override, or its id table lists it.</summary>
    public static bool Matches(Driver driver, PciFunction function, string? driverOverride) =>
        driverOverride is null ? driver.Matches(function) : driver.Name == driverOverride;

    /// <summary>The catalogue without some drivers, as on a host that did not load them.</summary>
    public DriverCatalogue Without(params IReadOnlyCollection<string> names) =>
        new(Drivers.Where(driver => !names.Contains(driver.Name)));
}
