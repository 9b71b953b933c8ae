namespace FleetSim.Model.Groups.Isolation;

/// <summary>Which test of the ACS rules decided.</summary>
public enum AcsBasis
{
    /// <summary>A quirk of the device (<see cref="AcsQuirks"/>).</summary>
    Quirk,

    /// <summary>A conventional function has no ACS.</summary>
    NotPcie,

    /// <summary>A bridge to or from PCI, or an event collector, never isolates.</summary>
    NeverIsolates,

    /// <summary>An ACS capability would be needed, and there is none.</summary>
    NoCapability,

    /// <summary>The control word decided: what the capability does not offer counts as enforced.</summary>
    ControlWord,

    /// <summary>A single-function device has no peer inside itself.</summary>
    SingleFunction,
}
