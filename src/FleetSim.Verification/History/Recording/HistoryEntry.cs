using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Protocols.GroupActions;

namespace FleetSim.Verification.History.Recording;

/// <summary>One recorded call in about a hundred bytes, without a reference: the garbage collector never looks at
/// it.</summary>
internal struct HistoryEntry
{
    private long _start;
    private long _end;
    private OperationId _id;
    private OwnerCookie _owner;
    private Domain _domain;
    private ulong _epoch;
    private ulong _replyEpoch;
    private ulong _replyVersion;
    private PciAddress _device;
    private int _incarnation;
    private int _kept;
    private int _replyValue;
    private Errno _errno;
    private GroupVerb _verb;
    private bool _hasDevice;
    private bool _warned;
    private bool _panicked;

    /// <summary>Index of the host in the fleet.</summary>
    public int Host { get; private set; }

    public int Group { get; private set; }

    /// <summary>The call has been written down.</summary>
    public readonly bool IsWritten => Start != 0;

    /// <summary>Stamp before the call was made; 0 when it has not been written down yet.</summary>
    public readonly long Start => Volatile.Read(in _start);

    /// <summary>Its answer has been written down.</summary>
    public readonly bool HasEnded => Volatile.Read(in _end) != 0;

    /// <param name="kept">Where the whole call is kept, from 1; 0 for a call that fits in here.</param>
    public void Begin(int host, int group, GroupCall call, int kept, long start)
    {
        Host = host;
        Group = group;
        _id = call.Id;
        _owner = call.Owner;
        _domain = call.Domain;
        _epoch = call.Epoch;
        _device = call.Device.GetValueOrDefault();
        _hasDevice = call.Device is not null;
        _incarnation = call.Incarnation;
        _verb = call.Verb;
        _kept = kept;
        Volatile.Write(ref _start, start);
    }

    public void End(GroupReply reply, long end)
    {
        _errno = reply.Errno;
        _replyEpoch = reply.Epoch;
        _replyVersion = reply.Version;
        _replyValue = reply.Value;
        _warned = reply.Warned;
        _panicked = reply.Panicked;
        Volatile.Write(ref _end, end);
    }

    /// <param name="kept">The calls that were kept whole.</param>
    /// <param name="cutoff">Recording stopped then: what came later is not known, nor what it changed.</param>
    public readonly GroupOperation ToOperation(IReadOnlyList<GroupCall> kept, long cutoff)
    {
        var end = Volatile.Read(in _end);
        var call = _kept > 0 ? kept[_kept - 1] : Call();
        var reply = new GroupReply(_errno, _replyEpoch, _warned, _panicked, _replyVersion, _replyValue);
        return end == 0 || end > cutoff
            ? new GroupOperation(call, _start)
            : new GroupOperation(call, _start, end, reply);
    }

    /// <summary>A call that says no more than the device, the user and the domain it names.</summary>
    public static bool Fits(GroupCall call) => call.Action is ClaimGroup or ReleaseGroup or ClaimDevice or ReleaseDevice
        or AttachDevice or DetachDevice or AttachGroup or DetachGroup or AttachGroupAsUser or DetachGroupAsUser
        or Leave or Unbind or CloseDevice or OpenVfio or Reattach;

    private readonly GroupCall Call() =>
        new(Action()) { Id = _id, Incarnation = _incarnation, Epoch = _epoch };

    private readonly GroupAction Action() => _verb switch
    {
        GroupVerb.ClaimGroup => new ClaimGroup(_owner),
        GroupVerb.ReleaseGroup => new ReleaseGroup(_owner),
        GroupVerb.ClaimDevice => new ClaimDevice(_device, _owner),
        GroupVerb.ReleaseDevice => new ReleaseDevice(_device, _owner),
        GroupVerb.AttachDevice => new AttachDevice(_device, _domain),
        GroupVerb.DetachDevice => new DetachDevice(_device, _domain),
        GroupVerb.AttachGroup when _hasDevice => new AttachGroup(_device, _domain),
        GroupVerb.AttachGroup => new AttachGroupAsUser(_owner, _domain),
        GroupVerb.DetachGroup when _hasDevice => new DetachGroup(_device),
        GroupVerb.DetachGroup => new DetachGroupAsUser(_owner),
        GroupVerb.Leave => new Leave(_device),
        GroupVerb.Unbind => new Unbind(_device),
        GroupVerb.CloseDevice => new CloseDevice(_device),
        GroupVerb.OpenVfio => new OpenVfio(),
        GroupVerb.Reattach => new Reattach(),
        _ => throw new InvalidOperationException($"a {_verb} is kept whole"),
    };
}
