using FleetSim.Model;
using FleetSim.Model.Drivers;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Scenarios.Workloads;

/// <summary>One VM as its hypervisor runs it: takes devices from their drivers, opens them through VFIO, maps its
/// memory for them, and gives all back.</summary>
internal sealed class VirtualMachine(
    WorkloadContext run,
    VmPlace place,
    VmMemory memory,
    IEnumerable<(ulong Iova, ulong Size, ulong Offset)> ranges)
{
    private const string Container = "container";

    private readonly string _process = run.NewProcess();

    public VmPlace Place => place;

    public VmMemory Memory => memory;

    /// <summary>The devices whose files are open, in the order of the groups.</summary>
    public IEnumerable<VmDevice> Devices => place.Groups.SelectMany(group => group.Devices);

    /// <summary>From its kernel driver to vfio-pci, all of every group: it is the VM's only as a whole.</summary>
    /// <returns>With what the first bind was refused.</returns>
    public async ValueTask<Errno> TakeDevices()
    {
        foreach (var device in Devices)
        {
            await Device(device.Address, DeviceCall.SetOverride(KnownDrivers.VfioPci.Name));
            await Device(device.Address, DeviceCall.Unbind());
            var bound = await Device(device.Address, DeviceCall.Bind(KnownDrivers.VfioPci.Name));
            if (!bound.Granted)
            {
                return bound.Errno;
            }
        }

        return Errno.None;
    }

    /// <summary>Opens the groups and puts them into one container: the claim of their DMA.</summary>
    /// <returns>With what the first was refused.</returns>
    public async ValueTask<Errno> Claim()
    {
        await Do(AddressSpaceCall.OpenContainer(Container));
        foreach (var group in place.Groups)
        {
            var opened = await Do(AddressSpaceCall.OpenGroup(group.Number, FileOf(group)));
            var errno = opened.Granted
                ? (await Do(AddressSpaceCall.SetContainer(FileOf(group), Container))).Errno
                : opened.Errno;
            if (errno != Errno.None)
            {
                return errno;
            }
        }

        return Errno.None;
    }

    /// <summary>Attaches the groups to a domain of the VM's own, opens the devices, and maps the memory.</summary>
    public async ValueTask<Errno> Map()
    {
        var errno = (await Do(AddressSpaceCall.SetIommu(Container, IommuBackend.Type1V2))).Errno;
        foreach (var group in place.Groups)
        {
            foreach (var device in group.Devices)
            {
                var call = AddressSpaceCall.GetDevice(FileOf(group), device.Address, FileOf(device));
                errno = errno == Errno.None ? (await Do(call)).Errno : errno;
            }
        }

        var area = AddressSpaceCall.MapMemory(VmMemory.Vaddr, memory.Size, MemoryAccess.ReadWrite, memory.Frames);
        errno = errno == Errno.None ? (await Do(area)).Errno : errno;
        foreach (var (iova, size, offset) in ranges)
        {
            errno = errno == Errno.None ? await Map(iova, size, offset) : errno;
        }

        return errno;
    }

    /// <summary>Maps a piece of the memory.</summary>
    public async ValueTask<Errno> Map(ulong iova, ulong size, ulong offset) => (await Do(AddressSpaceCall.MapDma(
        Container, DmaMapFlags.Read | DmaMapFlags.Write, VmMemory.Vaddr + offset, iova, size))).Errno;

    /// <summary>Unmaps what was mapped in one piece.</summary>
    /// <returns>EIO when the kernel says another size.</returns>
    public async ValueTask<Errno> Unmap(ulong iova, ulong size)
    {
        var reply = await Do(AddressSpaceCall.UnmapDma(Container, DmaUnmapFlags.None, iova, size));
        return reply.Granted && reply.Size != size ? Errno.EIO : reply.Errno;
    }

    /// <summary>Unmaps all ranges, as a hypervisor does that ends in order.</summary>
    public async ValueTask<Errno> UnmapAll()
    {
        var errno = Errno.None;
        foreach (var (iova, size, _) in ranges)
        {
            errno = errno == Errno.None ? await Unmap(iova, size) : errno;
        }

        return errno;
    }

    /// <summary>The VM has one of its devices do DMA.</summary>
    public ValueTask<TranslationReply> Dma(VmDevice device, TranslationBatch batch) =>
        run.Target.Dma(place.Host, _process, new DmaCall(FileOf(device), batch));

    /// <summary>A device of it does DMA by itself, whoever owns it.</summary>
    public ValueTask<TranslationReply> StrayDma(VmDevice device, TranslationBatch batch) =>
        run.Target.DeviceDma(place.Host, device.Address, batch);

    /// <summary>The process ends, however: all its files are closed.</summary>
    public async ValueTask Exit() => await Do(AddressSpaceCall.Exit());

    /// <summary>Back to the kernel's drivers.</summary>
    public async ValueTask GiveDevicesBack()
    {
        foreach (var device in Devices)
        {
            await Device(device.Address, DeviceCall.Unbind());
            await Device(device.Address, DeviceCall.SetOverride(null));
            await Device(device.Address, DeviceCall.Probe());
        }
    }

    private ValueTask<AddressSpaceReply> Do(AddressSpaceCall call) =>
        run.Target.Process(place.Host, _process, call with { Id = run.NewOperation() });

    private ValueTask<DeviceReply> Device(PciAddress device, DeviceCall call) =>
        run.Target.Device(place.Host, device, call with { Id = run.NewOperation() });

    private static string FileOf(VmGroup group) => $"group {group.Number}";

    private static string FileOf(VmDevice device) => $"device {device.Address}";
}
