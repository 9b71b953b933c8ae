using CsCheck;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.History;
using static FleetSim.Verification.Tests.History.Devices;

namespace FleetSim.Verification.Tests.History;

/// <summary>Histories that are linearizable because they are made from an order: each operation starts somewhat before
/// its moment in the order and ends somewhat after it.</summary>
internal static class RandomHistory
{
    /// <summary>Moments are so far apart; intervals reach over several of them.</summary>
    private const int Apart = 10;

    private static readonly Driver[] Drivers = [Ordinary, KnownDrivers.VfioPci, KnownDrivers.PciStub];
    private static readonly OwnerCookie[] Users = [A, B, new(0xc)];

    /// <summary>What is drawn for one call.</summary>
    public static Gen<(int Verb, int Device, int Choice, int Early, int Late)> Step { get; } =
        Gen.Select(Gen.Int[0, 17], Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 40], Gen.Int[0, 40]);

    public static Gen<(int Verb, int Device, int Choice, int Early, int Late)[]> Steps { get; } = Step.Array[1, 40];

    /// <summary>All operations of a history, in the order in which they happened.</summary>
    public static List<GroupOperation> Of(
        OwnershipPolicy policy,
        GroupRecord initial,
        IEnumerable<(int Verb, int Device, int Choice, int Early, int Late)> steps)
    {
        var group = new SequentialGroup(policy, initial);
        var operations = new List<GroupOperation>();
        foreach (var step in steps)
        {
            var call = Call(group.Record, step.Verb, step.Device, step.Choice);
            if (group.Execute(call) is not { } reply)
            {
                continue;
            }

            var moment = 1_000 + (operations.Count * Apart);
            operations.Add(new GroupOperation(call, moment - step.Early, moment + step.Late + 1, reply));
            if (reply.Panicked)
            {
                break;
            }
        }

        return operations;
    }

    private static GroupCall Call(GroupRecord record, int verb, int device, int choice)
    {
        var user = Users[choice % 3];
        var epoch = choice > 2 && user == record.State.Claimant ? record.State.Epoch : 0;
        var domain = Domain.Private((uint)choice + 1);
        var life = record.State.IsEmpty ? record.Incarnation + 1 : record.Incarnation;
        return verb switch
        {
            0 or 1 => GroupCall.Join(Member(device), life),
            2 or 3 => GroupCall.Leave(Device(device)) with { Incarnation = choice == 0 ? 1 : 0 },
            4 or 5 => GroupCall.Bind(Device(device), Drivers[choice % 3]),
            6 or 7 => GroupCall.Unbind(Device(device)),
            8 => GroupCall.ClaimGroup(user),
            9 => GroupCall.ReleaseGroup(user, epoch),
            10 => GroupCall.ClaimDevice(Device(device), user),
            11 => GroupCall.ReleaseDevice(Device(device), user, epoch),
            12 => GroupCall.AttachDevice(Device(device), domain),
            13 => GroupCall.DetachDevice(Device(device), domain),
            14 => GroupCall.AttachGroup(user, Domain.Private(9, user), epoch),
            15 => GroupCall.DetachGroup(user, epoch),
            16 => GroupCall.AttachPasid((uint)choice, domain),
            _ => GroupCall.DetachPasid((uint)choice),
        };
    }
}
