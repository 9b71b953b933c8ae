using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups.Isolation;

/// <summary>Isolation that is known of a device in spite of its ACS registers, or of their absence.</summary>
/// <remarks>Source: reference/groups.md 5.1; pci_dev_specific_acs_enabled in drivers/pci/quirks.c.</remarks>
internal static class AcsQuirks
{
    private const AcsFlags AmongFunctions = AcsFlags.RequestRedirect | AcsFlags.CompletionRedirect;

    private const AcsFlags VerifiedFlags =
        AcsFlags.Isolation | AcsFlags.TranslationBlocking | AcsFlags.DirectTranslated;

    /// <summary>The verdict of the first quirk that knows the device; null when none does.</summary>
    public static bool? Verdict(AcsSubject subject, AcsFlags flags, GroupingPlatform platform)
    {
        var function = subject.Function;
        foreach (var row in AcsQuirkTable.Rows)
        {
            if (row.Covers(function.VendorId, function.DeviceId)
                && Verdict(row.Family, subject, flags, platform) is { } verdict)
            {
                return verdict;
            }
        }

        return null;
    }

    private static bool? Verdict(AcsQuirkFamily family, AcsSubject subject, AcsFlags flags, GroupingPlatform platform)
    {
        var kind = subject.Function.Kind;
        return family switch
        {
            AcsQuirkFamily.AmdSouthBridge => AmdSouthBridge(subject, flags, platform),
            AcsQuirkFamily.VerifiedEndpoint => Within(flags, VerifiedFlags),
            AcsQuirkFamily.IntelRootComplexEndpoint when kind == PciKind.RootComplexEndpoint =>
                Within(flags, AcsFlags.Isolation),
            AcsQuirkFamily.IsolatingPort => Within(flags, AcsFlags.Isolation),
            AcsQuirkFamily.IsolatingRootPort when kind == PciKind.RootPort => Within(flags, AcsFlags.Isolation),
            AcsQuirkFamily.IntelPch when kind == PciKind.RootPort =>
                Within(flags, platform.PchPeerDecodesClosed ? AcsFlags.Isolation : AcsFlags.None),
            AcsQuirkFamily.IntelWideRegisters when kind == PciKind.RootPort =>
                WideRegisters(subject.Function.Acs, flags),
            AcsQuirkFamily.ZhaoxinPort when kind is PciKind.RootPort or PciKind.DownstreamPort =>
                AcsQuirkTable.IsolatingZhaoxinPort(subject.Function.DeviceId) && Within(flags, AcsFlags.Isolation),
            AcsQuirkFamily.WangxunCard =>
                AcsQuirkTable.IsolatingWangxunCard(subject.Function.DeviceId) && Within(flags, AcsFlags.Isolation),
            _ => null,
        };
    }

    private static bool? AmdSouthBridge(AcsSubject subject, AcsFlags flags, GroupingPlatform platform)
    {
        if (!subject.Multifunction || !subject.OnRootBus || !platform.HasIvrs)
        {
            return null;
        }

        // The other flags mean nothing between the functions of one device.
        var relevant = flags & (AmongFunctions | AcsFlags.EgressControl | AcsFlags.DirectTranslated);
        return Within(relevant, AmongFunctions);
    }

    private static bool? WideRegisters(AcsCapability? capability, AcsFlags flags)
    {
        if (capability is not { } acs)
        {
            return null;
        }

        var needed = flags & ((AcsFlags)acs.CapabilityDword | AcsFlags.EgressControl);
        return Within(needed, (AcsFlags)acs.ControlDword);
    }

    private static bool Within(AcsFlags flags, AcsFlags granted) => (flags & ~granted) == AcsFlags.None;
}
