namespace FleetSim.Model.Translation.Faults;

/// <summary>Why a unit blocked a request: the codes of a VT-d fault record.</summary>
/// <remarks>Source: VT-d specification, translation fault conditions; <c>reference/translation.md</c> 1.5.</remarks>
public enum FaultReason : byte
{
    None = 0,
    RootNotPresent = 0x01,
    ContextNotPresent = 0x02,
    ContextInvalid = 0x03,
    BeyondAddressWidth = 0x04,
    NoWrite = 0x05,
    NoRead = 0x06,
    NextTableInvalid = 0x07,
    RootTableUnreadable = 0x08,
    ContextTableUnreadable = 0x09,
    RootReserved = 0x0a,
    ContextReserved = 0x0b,
    PagingReserved = 0x0c,
    RequestBlocked = 0x0d,

    /// <summary>The translated address is in the interrupt range.</summary>
    InterruptAddress = 0x0e,

    /// <summary>The root table address register selects a mode that is none.</summary>
    RootAddressInvalid = 0x30,

    /// <summary>A request with a PASID, while the root table is one of legacy mode.</summary>
    PasidInLegacyMode = 0x31,

    ScalableRootUnreadable = 0x38,
    ScalableRootNotPresent = 0x39,
    ScalableRootReserved = 0x3a,
    ScalableContextUnreadable = 0x40,
    ScalableContextNotPresent = 0x41,
    ScalableContextReserved = 0x42,
    ScalableContextInvalid = 0x43,
    DeviceTlbDisabled = 0x44,
    PasidDisabled = 0x45,
    PasidTooLarge = 0x46,
    PasidDirectoryUnreadable = 0x50,
    PasidDirectoryNotPresent = 0x51,
    PasidDirectoryReserved = 0x52,
    PasidEntryUnreadable = 0x58,
    PasidEntryNotPresent = 0x59,
    PasidEntryReserved = 0x5a,
    PasidEntryInvalid = 0x5b,
    FirstStageUnreadable = 0x70,
    FirstStageNotPresent = 0x71,
    FirstStageReserved = 0x72,
    FirstStageTopUnreadable = 0x73,
    SecondStageUnreadable = 0x78,
    SecondStagePermission = 0x79,
    SecondStageReserved = 0x7a,
    SecondStageTopUnreadable = 0x7b,
    NotCanonical = 0x80,

    /// <summary>The page is the supervisor's.</summary>
    NotUser = 0x81,
    BeyondSecondStageWidth = 0x84,
    ScalableNoWrite = 0x85,
    ScalableNoRead = 0x86,
    ScalableInterruptAddress = 0x87,
}
