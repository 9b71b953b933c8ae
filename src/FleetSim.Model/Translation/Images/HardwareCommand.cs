using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Images;

/// <summary>What software does to a unit that runs on an image, as data. Which fields count is told by the factory of
/// each verb.</summary>
public sealed record HardwareCommand
{
    public required HardwareVerb Verb { get; init; }

    /// <summary>Of a word, of the root table, or the first IOVA of an invalidation.</summary>
    public ulong Address { get; init; }

    public ulong Value { get; init; }

    public InvalidationScope Scope { get; init; }

    public ushort DomainId { get; init; }

    public Rid Source { get; init; }

    public int FunctionMask { get; init; }

    /// <summary>2^n pages of 4 KiB.</summary>
    public int AddressMask { get; init; }

    /// <summary>IH: no table pointer has changed.</summary>
    public bool LeavesOnly { get; init; }

    /// <summary>Writes a word to memory.</summary>
    public static HardwareCommand Store(ulong address, ulong value) =>
        new() { Verb = HardwareVerb.Store, Address = address, Value = value };

    /// <summary>Sets RTADDR.</summary>
    public static HardwareCommand SetRootTable(ulong register) =>
        new() { Verb = HardwareVerb.SetRootTable, Address = register };

    /// <summary>Turns translation off and on again.</summary>
    public static HardwareCommand Restart() => new() { Verb = HardwareVerb.Restart };

    public static HardwareCommand InvalidateContext(
        InvalidationScope scope, ushort domainId = 0, Rid source = default, int functionMask = 0) => new()
        {
            Verb = HardwareVerb.InvalidateContext,
            Scope = scope,
            DomainId = domainId,
            Source = source,
            FunctionMask = functionMask,
        };

    /// <summary>Invalidates all translations, or a domain's.</summary>
    public static HardwareCommand InvalidateIotlb(InvalidationScope scope, ushort domainId = 0) =>
        new() { Verb = HardwareVerb.InvalidateIotlb, Scope = scope, DomainId = domainId };

    public static HardwareCommand InvalidatePages(
        ushort domainId, ulong address, int addressMask, bool leavesOnly = false) => new()
        {
            Verb = HardwareVerb.InvalidatePages,
            DomainId = domainId,
            Address = address,
            AddressMask = addressMask,
            LeavesOnly = leavesOnly,
        };

    /// <summary>Carries it out.</summary>
    /// <returns>False for a store where no memory is, and for an address mask that is too large.</returns>
    public bool Execute(RemappingHardware hardware)
    {
        switch (Verb)
        {
            case HardwareVerb.Store:
                return hardware.Memory.TryWrite(Address & ~7UL, Value);
            case HardwareVerb.SetRootTable:
                hardware.SetRootTable(Address);
                return true;
            case HardwareVerb.Restart:
                hardware.Enable(false);
                hardware.Enable(true);
                return true;
            case HardwareVerb.InvalidateContext when Scope == InvalidationScope.Device:
                hardware.InvalidateContext(Source, FunctionMask);
                return true;
            case HardwareVerb.InvalidateContext:
                hardware.InvalidateContext();
                return true;
            case HardwareVerb.InvalidateIotlb when Scope == InvalidationScope.Domain:
                hardware.InvalidateIotlb(DomainId);
                return true;
            case HardwareVerb.InvalidateIotlb:
                hardware.InvalidateIotlb();
                return true;
            case HardwareVerb.InvalidatePages when AddressMask <= hardware.Capabilities.AddressMaskMax:
                hardware.InvalidateIotlb(DomainId, Address, AddressMask, LeavesOnly);
                return true;
            default:
                return false;
        }
    }

    public override string ToString() => Verb switch
    {
        HardwareVerb.Store => $"store 0x{Value:x} at 0x{Address:x}",
        HardwareVerb.SetRootTable => $"root table 0x{Address:x}",
        HardwareVerb.Restart => "translation off and on",
        HardwareVerb.InvalidatePages => $"invalidate IOTLB domain {DomainId} 0x{Address:x} mask {AddressMask}",
        _ => $"{Verb} {Scope} domain {DomainId} source {Source}",
    };
}

/// <summary>What software can do to a unit that runs on an image.</summary>
public enum HardwareVerb : byte
{
    Store,
    SetRootTable,
    Restart,
    InvalidateContext,
    InvalidateIotlb,
    InvalidatePages,
}
