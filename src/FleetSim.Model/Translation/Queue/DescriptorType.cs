
namespace FleetSim.Model.Translation.Queue;

/// <summary>What a descriptor of the invalidation queue asks for: bits 3:0 of its first word, and above them bits
/// 11:9.</summary>
/// <remarks>Source: VT-d specification, queued invalidation interface; <c>reference/translation.md</c> 1.8.</remarks>
public enum DescriptorType : byte
{
    None = 0,
    ContextCache = 1,
    Iotlb = 2,
    DeviceTlb = 3,
    InterruptEntryCache = 4,
    Wait = 5,
    PasidIotlb = 6,
    PasidCache = 7,
    PasidDeviceTlb = 8,
    PageGroupResponse = 9,
}
