using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Caches;

/// <summary>Whose translation an entry of the IOTLB is: a requester id, and a PASID if the request has one.</summary>
/// <remarks>Never zero, so that an empty slot belongs to nobody.</remarks>
public readonly record struct IotlbKey
{
    private const ulong Valid = 1UL << 63;

    private IotlbKey(ulong value) => Value = value;

    internal ulong Value { get; }

    public Rid Rid => new((ushort)Value);

    public static IotlbKey Of(in TranslationRequest request) =>
        new(Valid | request.Rid.Value | ((ulong)request.Pasid << 16));

    public static IotlbKey Of(Rid rid) => new(Valid | rid.Value);
}
