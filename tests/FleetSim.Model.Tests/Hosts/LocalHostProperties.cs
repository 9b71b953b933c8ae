using CsCheck;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Invariants;

namespace FleetSim.Model.Tests.Hosts;

/// <summary>
/// What holds on every kind of host after any sequence of calls by administrators, kernel drivers and users.
/// </summary>
/// <remarks>A failure prints its seed; <c>CsCheck_Seed</c> takes it back.</remarks>
public sealed class LocalHostProperties
{
    private const int Sequences = 30;

    private static readonly Gen<HostKind> Kinds = Gen.Int[0, HostKinds.All.Length - 1].Select(kind => HostKinds.All[kind]);

    /// <summary>What is done, and to which of the things it can be done to.</summary>
    private static readonly Gen<(int Verb, int Which)[]> Choices =
        Gen.Select(Gen.Int[0, 15], Gen.Int[0, 1_000_000]).Array[1, 40];

    public static TheoryData<string> Policies => [.. OwnershipPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void AnyCalls_EveryPolicy_PartsAgreeAndGuaranteesHold(string policy) => Gen.Select(Kinds, Choices).Sample(
        (kind, choices) =>
        {
            var guarantees = OwnershipPolicies.Find(policy)!.Guarantees;
            var host = TestHosts.Boot(kind.Name, policy);
            var scene = new HostScene(host, TestHosts.Template(kind.Name, policy));
            foreach (var (verb, which) in choices)
            {
                scene.Do(verb, which);
                var done = string.Join("\n", scene.Trace);
                if (host.IsDown)
                {
                    Assert.Equal("viability", policy);
                    return;
                }

                var problems = TestHosts.Contradictions(host).ToList();
                Assert.True(problems.Count == 0, $"{kind} under {policy}, after\n{done}:\n{string.Join("; ", problems)}");
                foreach (var (number, record) in host.Groups)
                {
                    var broken = IsolationChecker.Broken(record.State) & guarantees;
                    Assert.True(
                        broken == IsolationInvariants.None,
                        $"{kind} under {policy}, after\n{done}:\ngroup {number} breaks {broken}, which is guaranteed");
                }
            }
        },
        iter: Sequences);

    [Fact]
    public void ClaimsAreReturned_EverythingElseToo_NothingIsHeld() => Gen.Select(Kinds, Choices).Sample(
        (kind, choices) =>
        {
            var host = TestHosts.Boot(kind.Name);
            var scene = new HostScene(host, TestHosts.Template(kind.Name));
            foreach (var (verb, which) in choices)
            {
                scene.Do(verb, which);
            }

            scene.ReturnAllClaims();
            foreach (var address in host.Devices.Keys.ToList())
            {
                host.Execute(address, DeviceCall.Unbind());
            }

            foreach (var (number, record) in host.Groups.Where(group => !group.Value.State.IsEmpty))
            {
                Assert.Equal((number, OwnerCookie.None, 0), (number, record.State.Owner, record.State.Count));
            }
        },
        iter: Sequences);
}

/// <summary>
/// Legal callers of one host: users return what they have claimed, and show the epoch they were given.
/// </summary>
internal sealed class HostScene(LocalHost host, HostTemplate template)
{
    private readonly List<Claim> _claims = [];
    private readonly List<string> _trace = [];
    private ulong _lastUser = 16;
    private uint _lastDomain;

    /// <summary>What was done, and what was answered.</summary>
    public IReadOnlyList<string> Trace => _trace;

    public void Do(int verb, int which) => _trace.Add(Done(verb, which));

    public void ReturnAllClaims()
    {
        while (_claims.Count > 0)
        {
            Return(0);
        }
    }

    private string Done(int verb, int which) => verb switch
    {
        0 or 1 => OnHost(Fill(Slot(which))),
        2 or 3 => OnHost(Empty(Slot(which))),
        4 => OnHost(HostCall.Remove(Registered(which))),
        5 => OnHost(HostCall.Rescan()),
        6 => OnDevice(which, DeviceCall.SetOverride((which % 3) switch { 0 => "vfio-pci", 1 => "pci-stub", _ => null })),
        7 => OnDevice(which, DeviceCall.Unbind()),
        8 => OnDevice(which, DeviceCall.Probe()),
        9 => OnDevice(which, DeviceCall.Bind("vfio-pci")),
        10 => OnDevice(which, DeviceCall.AttachDevice(Domain.Private(++_lastDomain))),
        11 => OnDevice(which, DeviceCall.AttachGroup(Domain.Private(++_lastDomain))),
        12 => OnDevice(which, DeviceCall.Detach()),
        13 => ClaimDevice(which),
        14 => ClaimGroup(which),
        _ => UseOrReturn(which),
    };

    private string OnHost(HostCall call)
    {
        var reply = host.Execute(call);
        return $"{call}: {reply.Errno}";
    }

    private string OnDevice(int which, DeviceCall call)
    {
        var device = Registered(which);
        var reply = host.Execute(device, call);
        return $"{call} of {device}: {reply.Errno}";
    }

    private string ClaimDevice(int which)
    {
        var device = Registered(which);
        var claimed = _claims.Count > 0 && which % 2 == 0 ? _claims[which % _claims.Count].Owner : NewUser(); // Such claims nest.
        var reply = host.Execute(device, DeviceCall.Claim(claimed));
        if (reply.Granted)
        {
            _claims.Add(new Claim(claimed, reply.Group!.Value.Id, device, reply.Epoch));
        }

        return $"claim of {device} by {claimed}: {reply.Errno}";
    }

    private string ClaimGroup(int which)
    {
        var group = which % Math.Max(1, host.Groups.Count);
        var user = NewUser();
        var reply = host.Execute(group, GroupCall.ClaimGroup(user));
        if (reply.Granted)
        {
            _claims.Add(new Claim(user, group, null, reply.Epoch));
        }

        return $"claim of group {group} by {user}: {reply.Errno}";
    }

    private string UseOrReturn(int which)
    {
        if (_claims.Count == 0)
        {
            return "nothing";
        }

        var at = which % _claims.Count;
        var claim = _claims[at];
        switch (which / 64 % 4)
        {
            case 0:
                var domain = Domain.Private(++_lastDomain, claim.Owner);
                var attached = host.Execute(claim.Group, GroupCall.AttachGroup(claim.Owner, domain, claim.Epoch));
                return $"attach by {claim.Owner} to group {claim.Group}: {attached.Errno}";
            case 1:
                var detached = host.Execute(claim.Group, GroupCall.DetachGroup(claim.Owner, claim.Epoch));
                return $"detach by {claim.Owner} from group {claim.Group}: {detached.Errno}";
            default:
                return Return(at);
        }
    }

    private string Return(int at)
    {
        var claim = _claims[at];
        _claims.RemoveAt(at);
        host.Execute(claim.Group, GroupCall.DetachGroup(claim.Owner, claim.Epoch)); // Early rules have no detach in a release.
        var errno = claim.Device is { } device
            ? host.Execute(device, DeviceCall.Release(claim.Owner, claim.Epoch)).Errno
            : host.Execute(claim.Group, GroupCall.ReleaseGroup(claim.Owner, claim.Epoch)).Errno;
        return $"release by {claim.Owner} of {claim.Device?.ToString() ?? $"group {claim.Group}"}: {errno}";
    }

    private OwnerCookie NewUser() => new(++_lastUser);

    private HotplugSlot Slot(int which) => template.Slots[which % template.Slots.Length];

    private PciAddress Registered(int which) => host.State.Registered.Functions.ElementAt(which % host.State.Registered.Count).Address;

    private static HostCall Fill(HotplugSlot slot) =>
        slot.IsVirtual ? HostCall.SetVfs(slot.Port, slot.Functions.Length) : HostCall.Plug(slot.Functions);

    private static HostCall Empty(HotplugSlot slot) =>
        slot.IsVirtual ? HostCall.SetVfs(slot.Port, 0) : HostCall.Unplug(slot.Tops);

    private sealed record Claim(OwnerCookie Owner, int Group, PciAddress? Device, ulong Epoch);
}
