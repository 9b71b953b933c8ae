using CsCheck;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;

namespace FleetSim.Model.Tests.Vfio;

/// <summary>
/// Whatever two processes and an administrator do: when the processes have died, nothing is left of them.
/// </summary>
public sealed class AddressSpaceProperties
{
    private static readonly PciAddress[] Devices = [VfioHost.Card, VfioHost.Nic];

    public static TheoryData<string> Policies => [.. OwnershipPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Run_AnyCalls_EndWithoutAnythingHeldOrWaiting(string policy) =>
        Gen.Int[0, 999].Array[1, 60].Sample(choices => Run(policy, choices), iter: 400);

    private static void Run(string policy, int[] choices)
    {
        var host = new VfioHost(policy);
        foreach (var choice in choices)
        {
            Step(host, choice);
        }

        host.Do("vm1", AddressSpaceCall.Exit());
        host.Do("vm2", AddressSpaceCall.Exit());

        if (!host.Host.IsDown)
        {
            host.RequireNothingLeft();
            Assert.All(host.Host.Groups.Values, group => Assert.Null(group.State.Vfio));
            Assert.All(host.Host.Devices.Values, device => Assert.False(device.IsLeaving));
            Assert.Null(host.Host.State.Waiting);
        }
    }

    private static void Step(VfioHost host, int choice)
    {
        var device = Devices[choice % 2];
        var process = choice / 2 % 2 == 0 ? "vm1" : "vm2";
        if (choice % 3 == 0)
        {
            Administer(host, device, choice / 4);
            return;
        }

        var group = host.Host.State.Groups.GroupOf(device)?.Id ?? 0;
        AddressSpaceCall[] calls =
        [
            AddressSpaceCall.OpenContainer("c"),
            AddressSpaceCall.OpenGroup(group, $"g{choice % 2}"),
            AddressSpaceCall.SetContainer($"g{choice % 2}", "c"),
            AddressSpaceCall.SetIommu("c", 1),
            AddressSpaceCall.GetDevice($"g{choice % 2}", device, $"d{choice % 2}"),
            AddressSpaceCall.GroupStatus($"g{choice % 2}"),
            AddressSpaceCall.UnsetContainer($"g{choice % 2}"),
            AddressSpaceCall.Close($"d{choice % 2}"),
            AddressSpaceCall.Close($"g{choice % 2}"),
            AddressSpaceCall.Close("c"),
            AddressSpaceCall.Exit(),
        ];
        host.Do(process, calls[choice / 4 % calls.Length]);
    }

    private static void Administer(VfioHost host, PciAddress device, int choice)
    {
        var id = host.NewId();
        switch (choice % 6)
        {
            case 0:
                host.Host.Execute(device, DeviceCall.Unbind() with { Id = id });
                break;
            case 1:
                host.Host.Execute(device, DeviceCall.SetOverride("vfio-pci"));
                host.Host.Execute(device, DeviceCall.Bind("vfio-pci") with { Id = id });
                break;
            case 2:
                host.Host.Execute(device, DeviceCall.Probe() with { Id = id });
                break;
            case 3:
                host.Host.Execute(HostCall.Remove(device) with { Id = id });
                break;
            case 4:
                host.Host.Execute(HostCall.Rescan() with { Id = id });
                break;
            default:
                host.Host.Execute(device, DeviceCall.SetOverride(null));
                break;
        }
    }
}
