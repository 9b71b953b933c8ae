using System.Collections.Immutable;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Translation.KernelDma;

/// <summary>The default domain of a group as the drivers of its devices call it: a call that comes twice is done
/// once.</summary>
/// <remarks>What a driver has not unmapped when it is unbound stays mapped, as in the kernel. Deviation: what is known
/// of a device outlives it, for one that comes in its place.</remarks>
internal sealed class DriverMappings(KernelDomain domain)
{
    private readonly Dictionary<PciAddress, Caller> _callers = [];

    public KernelDomain Domain => domain;

    public KernelDmaReply Execute(KernelDmaCall call, ulong life, TimeSpan now)
    {
        var device = call.Sender!.Value.Device;
        if (!_callers.TryGetValue(device, out var caller))
        {
            caller = new Caller();
            _callers.Add(device, caller);
        }

        if (caller.Results.TryGet(call.Id, now, out var earlier))
        {
            return earlier;
        }

        caller.Device.Mask = call.Mask;
        var reply = Carry(call, caller.Device, now) with { Life = life };
        caller.Results.Add(call.Id, reply, now);
        return reply;
    }

    private KernelDmaReply Carry(KernelDmaCall call, DmaDevice device, TimeSpan now)
    {
        var (bytes, warnings) = (0UL, domain.Warnings);
        foreach (var range in call.Unmap)
        {
            bytes += domain.Unmap(range.Iova, range.Size, now);
        }

        var addresses = ImmutableArray.CreateBuilder<ulong>(call.Map.Length);
        foreach (var range in call.Map)
        {
            addresses.Add(domain.Map(range.Hpa, range.Size, range.Access, device) ?? KernelDmaReply.MappingError);
        }

        return new KernelDmaReply(Errno.None)
        {
            Addresses = addresses.MoveToImmutable(),
            UnmappedBytes = bytes,
            Warnings = (int)(domain.Warnings - warnings),
        };
    }

    private sealed class Caller
    {
        public DmaDevice Device { get; } = new();

        public OperationResults<KernelDmaReply> Results { get; } = new();
    }
}
