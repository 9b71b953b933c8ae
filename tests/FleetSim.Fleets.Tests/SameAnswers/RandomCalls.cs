using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;

namespace FleetSim.Fleets.Tests.SameAnswers;

/// <summary>Calls to one host, each made from two numbers.</summary>
/// <param name="template">What the host is like at boot.</param>
internal sealed class RandomCalls(HostTemplate template)
{
    /// <summary>Kinds of calls there are.</summary>
    public const int Kinds = 21;

    private const string Process = "vm1";

    private static readonly PciAddress Nic = PciAddress.Parse("0000:01:00.0");
    private static readonly string[] Drivers = ["vfio-pci", "pci-stub", "e1000e", "nvme"];

    /// <summary>The call of two numbers. Its answer is text in which every field counts.</summary>
    /// <param name="kind">What is asked, 0 to <see cref="Kinds"/>, exclusive.</param>
    /// <param name="choice">Of whom, and with which arguments.</param>
    /// <param name="id">Names the operation.</param>
    public Func<IFleet, int, Task<string>> Create(int kind, int choice, OperationId id)
    {
        var slot = template.Slots[choice % template.Slots.Length];
        var device = template.Endpoints[choice % template.Endpoints.Length];
        var group = choice % template.Groups.Length;
        var owner = new OwnerCookie(0x100 + ((ulong)choice % 3));
        return kind switch
        {
            0 => Host(HostCall.Plug(slot.Functions) with { Id = id }),
            1 => Host(HostCall.Unplug(slot.Tops) with { Id = id }),
            2 => Host(HostCall.Remove(device) with { Id = id }),
            3 => Host(HostCall.Rescan() with { Id = id }),
            4 => Device(device, DeviceCall.SetOverride(choice % 3 == 0 ? null : Drivers[0]) with { Id = id }),
            5 => Device(device, DeviceCall.Unbind() with { Id = id }),
            6 => Device(device, DeviceCall.Bind(Drivers[choice / 7 % Drivers.Length]) with { Id = id }),
            7 => Device(device, DeviceCall.Probe() with { Id = id }),
            8 => Device(device, DeviceCall.Claim(owner) with { Id = id }),
            9 => Device(device, DeviceCall.Release(owner) with { Id = id }),
            10 => Group(group, GroupCall.ClaimGroup(owner) with { Id = id }),
            11 => Group(group, GroupCall.ReleaseGroup(owner) with { Id = id }),
            12 => Group(group, GroupCall.AttachGroup(owner, Domain.Private(1, owner)) with { Id = id }),
            13 => Group(group, GroupCall.DetachGroup(owner) with { Id = id }),
            14 => User(AddressSpaceCall.OpenContainer("c") with { Id = id }),
            15 => User(AddressSpaceCall.OpenGroup(group, "g") with { Id = id }),
            16 => User(Attaching(choice, device) with { Id = id }),
            17 => async (fleet, host) => Text(await fleet.Dma(host, Process, new DmaCall("d", Batch(choice)))),
            18 => async (fleet, host) => Text(await fleet.DeviceDma(host, device, Batch(choice))),
            19 => Stopping,
            _ => (fleet, host) => Translate(fleet, host, Batch(choice)),
        };
    }

    /// <summary>A kernel driver is bound beside a user: a policy that checks too early stops the host.</summary>
    private async Task<string> Stopping(IFleet fleet, int host)
    {
        var group = template.Host.Groups.GroupOf(Nic)!.Value.Id;
        var answers = new List<string>();
        foreach (var member in template.Groups[group].State.Members)
        {
            answers.Add($"{await fleet.Device(host, member.Device, DeviceCall.Unbind())}");
        }

        answers.Add($"{await fleet.Group(host, group, GroupCall.ClaimGroup(new OwnerCookie(0x200)))}");
        answers.Add($"{await fleet.Device(host, Nic, DeviceCall.Bind("e1000e"))}");
        return string.Join(' ', answers);
    }

    /// <summary>Whether the unit is up: one that has just begun does not know requesters yet, unless it is that of
    /// <see cref="LocalHost"/>.</summary>
    private async Task<string> Translate(IFleet fleet, int host, TranslationBatch batch)
    {
        var reply = await fleet.Translate(host, template.Units.Keys.Order().First(), batch);
        return reply.Errno == Errno.EHOSTDOWN ? Text(reply) : "the unit is up";
    }

    private static AddressSpaceCall Attaching(int choice, PciAddress device) => (choice % 5) switch
    {
        0 => AddressSpaceCall.SetContainer("g", "c"),
        1 => AddressSpaceCall.SetIommu("c", IommuBackend.Type1V2),
        2 => AddressSpaceCall.GetDevice("g", device, "d"),
        3 => AddressSpaceCall.Close("d"),
        _ => AddressSpaceCall.GroupStatus("g"),
    };

    private static TranslationBatch Batch(int choice) => new(
    [
        new TranslationRequest((ulong)choice << 12, new Rid((ushort)choice), DmaAccess.Read),
        new TranslationRequest(0xfee0_0000, default, DmaAccess.Write),
    ]);

    private static Func<IFleet, int, Task<string>> Host(HostCall call) =>
        async (fleet, host) => $"{await fleet.Host(host, call)}";

    private static Func<IFleet, int, Task<string>> Device(PciAddress device, DeviceCall call) =>
        async (fleet, host) => $"{await fleet.Device(host, device, call)}";

    private static Func<IFleet, int, Task<string>> Group(int group, GroupCall call) =>
        async (fleet, host) => $"{await fleet.Group(host, group, call)}";

    private static Func<IFleet, int, Task<string>> User(AddressSpaceCall call) =>
        async (fleet, host) => $"{await fleet.Process(host, Process, call)}";

    private static string Text(TranslationReply reply) =>
        $"{reply.Errno} {reply.Tally} {string.Join(' ', reply.Batch.Results.ToArray())}";
}
