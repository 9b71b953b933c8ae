using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups.Isolation;

/// <summary>
/// Does a function keep its peers apart? Access Control Services, or what a quirk says in their place.
/// </summary>
/// <remarks>Source: reference/groups.md 3.1; pci_acs_enabled, pci_acs_flags_enabled in drivers/pci/pci.c.</remarks>
public static class Acs
{
    /// <summary>
    /// Whether the function enforces all of <paramref name="flags"/>; the first test that applies decides.
    /// </summary>
    public static AcsVerdict Enforces(AcsSubject subject, AcsFlags flags, GroupingPlatform platform)
    {
        if (AcsQuirks.Verdict(subject, flags, platform) is { } known)
        {
            return new AcsVerdict(known, AcsBasis.Quirk);
        }

        return subject.Function.Kind switch
        {
            PciKind.Conventional or PciKind.ConventionalBridge => new AcsVerdict(false, AcsBasis.NotPcie),
            PciKind.PcieToPciBridge or PciKind.PciToPcieBridge or PciKind.RootComplexEventCollector =>
                new AcsVerdict(false, AcsBasis.NeverIsolates),
            PciKind.RootPort or PciKind.DownstreamPort => ByControlWord(subject.Function.Acs, flags),
            _ when subject.Multifunction => ByControlWord(subject.Function.Acs, flags),
            _ => new AcsVerdict(true, AcsBasis.SingleFunction),
        };
    }

    private static AcsVerdict ByControlWord(AcsCapability? capability, AcsFlags flags)
    {
        if (capability is not { } acs)
        {
            return new AcsVerdict(false, AcsBasis.NoCapability);
        }

        var needed = flags & (acs.Capability | AcsFlags.EgressControl);
        var missing = needed & ~acs.Control;
        return new AcsVerdict(missing == AcsFlags.None, AcsBasis.ControlWord, missing);
    }
}
