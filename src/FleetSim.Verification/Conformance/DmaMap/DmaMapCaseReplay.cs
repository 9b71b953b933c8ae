using FleetSim.Model;
using FleetSim.Model.Drivers;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Verification.Conformance.DmaMap;

/// <summary>One case from its first open to its end.</summary>
internal sealed class DmaMapCaseReplay(DmaMapCase recorded, IOwnershipHost host)
{
    /// <summary>The container that operations are about which name none.</summary>
    public const string Container = "c";

    private const string Process = "p";
    private const string Group = "g";

    private readonly BufferPlaces _places = new(recorded);
    private readonly Dictionary<int, int> _groups = [];
    private readonly Queue<int> _freeGroups = new();
    private readonly List<string> _granted = [];

    /// <returns>
    /// Null when the simulator answered like the kernel; else the step, both answers, and the state before.
    /// </returns>
    public async ValueTask<string?> Run()
    {
        await Prepare().ConfigureAwait(false);
        for (var i = 0; i < recorded.Steps.Length; i++)
        {
            var step = recorded.Steps[i];
            var reply = await host.Process(Process, Call(step)).ConfigureAwait(false);
            if (Difference(step, reply) is { } difference)
            {
                return $"step {i}, {step}:\n{difference}\nbefore it: {Before()}";
            }

            if (reply.Granted && step.Operation != DmaMapOperation.Info)
            {
                _granted.Add($"{step}");
            }
        }

        await host.Process(Process, AddressSpaceCall.Exit()).ConfigureAwait(false);
        return null;
    }

    /// <summary>All devices belong to vfio-pci; unless the case does so itself, a container has a group and an
    /// IOMMU.</summary>
    private async ValueTask Prepare()
    {
        var facts = await host.Facts().ConfigureAwait(false);
        foreach (var device in facts.Devices.Keys.Order())
        {
            await Bind(device).ConfigureAwait(false);
        }

        foreach (var group in facts.Groups.Keys.Order())
        {
            _freeGroups.Enqueue(group);
        }

        if (recorded.OpensItsFiles)
        {
            return;
        }

        AddressSpaceCall[] opening =
        [
            AddressSpaceCall.OpenContainer(Container),
            AddressSpaceCall.OpenGroup(_freeGroups.Dequeue(), Group),
            AddressSpaceCall.SetContainer(Group, Container),
            AddressSpaceCall.SetIommu(Container, recorded.IommuType),
        ];
        foreach (var call in opening)
        {
            var reply = await host.Process(Process, call).ConfigureAwait(false);
            RequireGranted(reply.Errno, $"{call}");
        }
    }

    private async ValueTask Bind(PciAddress device)
    {
        var driver = KnownDrivers.VfioPci.Name;
        await host.Device(device, DeviceCall.SetOverride(driver)).ConfigureAwait(false);
        var bound = await host.Device(device, DeviceCall.Bind(driver)).ConfigureAwait(false);
        RequireGranted(bound.Errno, $"binding {device} to {driver}");
    }

    /// <summary>What every case begins with must succeed; otherwise the recording does not fit its host.</summary>
    private static void RequireGranted(Errno errno, string what)
    {
        if (errno != Errno.None)
        {
            throw new InputException($"the case cannot begin: {what} answers {errno}");
        }
    }

    private AddressSpaceCall Call(DmaMapStep step) => step.Operation switch
    {
        DmaMapOperation.Buffer => _places.Place(step),
        DmaMapOperation.Map => AddressSpaceCall.MapDma(
            step.Name,
            (DmaMapFlags)step.Flags,
            _places.Of(step.Vaddr),
            step.Iova,
            step.Size,
            step.Argsz ?? DmaArguments.MapSize),
        DmaMapOperation.Unmap => AddressSpaceCall.UnmapDma(
            step.Name, (DmaUnmapFlags)step.Flags, step.Iova, step.Size, step.Argsz ?? DmaArguments.UnmapSize),
        DmaMapOperation.Info => AddressSpaceCall.DmaInfo(step.Name, step.Argsz ?? DmaArguments.InfoSize),
        DmaMapOperation.OpenContainer => AddressSpaceCall.OpenContainer(step.Name),
        DmaMapOperation.OpenGroup => AddressSpaceCall.OpenGroup(GroupOf(step.Number), step.Name),
        DmaMapOperation.SetContainer => AddressSpaceCall.SetContainer(step.Name, step.Container),
        DmaMapOperation.UnsetContainer => AddressSpaceCall.UnsetContainer(step.Name),
        DmaMapOperation.SetIommu => AddressSpaceCall.SetIommu(step.Name, step.Number),
        DmaMapOperation.Close => AddressSpaceCall.Close(step.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Operation, "unknown operation"),
    };

    /// <summary>The simulator's group for a number of the kernel's: each number is another group.</summary>
    private int GroupOf(int number)
    {
        if (!_groups.TryGetValue(number, out var group))
        {
            group = _freeGroups.Dequeue();
            _groups[number] = group;
        }

        return group;
    }

    private static string? Difference(DmaMapStep step, AddressSpaceReply reply)
    {
        // A refused unmap leaves the structure, and so the size, as the process gave it.
        var size = reply.Granted ? reply.Size : step.Size;
        var answer = step.Answer;
        var isSame = reply.Granted
            ? answer.Ret >= 0
            : answer.Ret < 0 && answer.Errno == $"{reply.Errno}";
        isSame &= step.Operation != DmaMapOperation.Unmap || answer.Size is null || answer.Size == size;
        isSame &= Text(answer.Info) == Text(reply.Info);
        var kernels = Text(answer.Ret >= 0 ? "success" : answer.Errno, answer.Size, answer.Info);
        var found = Text(reply.Granted ? "success" : $"{reply.Errno}", answer.Size is null ? null : size, reply.Info);
        return isSame ? null : $"the kernel answered {kernels}, found {found}";
    }

    private static string Text(string errno, ulong? size, DmaInfo? info) =>
        $"{errno}{(size is { } bytes ? $" (size {bytes:x})" : "")}{(info is null ? "" : $" ({Text(info)})")}";

    private static string Text(DmaInfo? info) => info is null
        ? ""
        : $"page sizes {info.PageSizes:x}, {string.Join(' ', info.Ranges)}, {info.Available} mappings left";

    /// <summary>A case is short, so what was granted before tells the whole state.</summary>
    private string Before() => _granted.Count == 0 ? "nothing was granted" : string.Join("; ", _granted);
}
