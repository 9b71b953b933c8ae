using System.Collections.Frozen;
using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Drivers;

/// <summary>The drivers a host has loaded. Which one an id belongs to is decided by the first table that lists
/// it.</summary>
public sealed class DriverCatalogue
{
    private readonly FrozenDictionary<string, Driver> _byName;

    /// <param name="locksLeavingDevices">See <see cref="LocksLeavingDevices"/>.</param>
    public DriverCatalogue(IEnumerable<Driver> drivers, bool locksLeavingDevices = false)
    {
        LocksLeavingDevices = locksLeavingDevices;
        Drivers = [.. drivers];
        _byName = Drivers.ToFrozenDictionary(driver => driver.Name);
    }

    /// <summary>Every driver of <see cref="KnownDrivers"/>.</summary>
    public static DriverCatalogue Standard { get; } = new(KnownDrivers.All);

    /// <summary>Every driver that a host can have loaded.</summary>
    public static DriverCatalogue Complete { get; } = new([.. KnownDrivers.All, KnownDrivers.Shpchp]);

    public ImmutableArray<Driver> Drivers { get; }

    /// <summary>The driver core as in v6.1: a write of <c>driver_override</c> waits for an unbind that waits for its
    /// user.</summary>
    public bool LocksLeavingDevices { get; }

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
        new(Drivers.Where(driver => !names.Contains(driver.Name)), LocksLeavingDevices);

    /// <summary>The drivers of some names, as on a host that loaded no other.</summary>
    public DriverCatalogue Only(params IReadOnlyCollection<string> names) =>
        new(Drivers.Where(driver => names.Contains(driver.Name)), LocksLeavingDevices);

    /// <summary>The same drivers in a kernel whose driver core locks leaving devices, or does not.</summary>
    public DriverCatalogue Locking(bool leavingDevices) =>
        leavingDevices == LocksLeavingDevices ? this : new(Drivers, leavingDevices);
}
