using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Groups;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Contracts.Wire;

/// <summary>What a device answers.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.device-reply")]
internal struct DeviceReplySurrogate
{
    [Id(0)] public Errno Errno;
    [Id(1)] public string? Driver;
    [Id(2)] public Errno BindRefusal;
    [Id(3)] public ulong Epoch;
    [Id(4)] public GroupKey? Group;
    [Id(5)] public bool Warned;
    [Id(6)] public bool Panicked;
    [Id(7)] public bool Blocked;
    [Id(8)] public bool LeftContainer;
    [Id(9)] public bool EndedRemoval;
    [Id(10)] public int Value;
}

[RegisterConverter]
internal sealed class DeviceReplyConverter : IConverter<DeviceReply, DeviceReplySurrogate>
{
    public DeviceReply ConvertFromSurrogate(in DeviceReplySurrogate wire) =>
        new(
            wire.Errno,
            wire.Driver,
            wire.BindRefusal,
            wire.Epoch,
            wire.Group,
            wire.Warned,
            wire.Panicked,
            wire.Blocked,
            wire.LeftContainer,
            wire.EndedRemoval,
            wire.Value);

    public DeviceReplySurrogate ConvertToSurrogate(in DeviceReply value) => new()
    {
        Errno = value.Errno,
        Driver = value.Driver,
        BindRefusal = value.BindRefusal,
        Epoch = value.Epoch,
        Group = value.Group,
        Warned = value.Warned,
        Panicked = value.Panicked,
        Blocked = value.Blocked,
        LeftContainer = value.LeftContainer,
        EndedRemoval = value.EndedRemoval,
        Value = value.Value,
    };
}

/// <summary>A call of which the group has not answered yet.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.device-step")]
internal struct DeviceStepSurrogate
{
    [Id(0)] public DeviceCall Call;
    [Id(1)] public DevicePhase Phase;
    [Id(2)] public Driver? Driver;
    [Id(3)] public bool Warned;
    [Id(4)] public Errno BindRefusal;
}

[RegisterConverter]
internal sealed class DeviceStepConverter : IConverter<DeviceStep, DeviceStepSurrogate>
{
    public DeviceStep ConvertFromSurrogate(in DeviceStepSurrogate wire) =>
        new(wire.Call, wire.Phase, wire.Driver, wire.Warned, wire.BindRefusal);

    public DeviceStepSurrogate ConvertToSurrogate(in DeviceStep value) => new()
    {
        Call = value.Call,
        Phase = value.Phase,
        Driver = value.Driver,
        Warned = value.Warned,
        BindRefusal = value.BindRefusal,
    };
}

/// <summary>All that a device keeps.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.device-state")]
internal struct DeviceStateSurrogate
{
    [Id(0)] public PciFunction? Function;
    [Id(1)] public GroupKey? Group;
    [Id(2)] public Driver? Driver;
    [Id(3)] public string? DriverOverride;
    [Id(4)] public Domain Attached;
    [Id(5)] public bool AttachedAsGroup;
    [Id(6)] public DeviceStep? Step;
    [Id(7)] public int OpenFiles;
    [Id(8)] public ImmutableList<DeviceCall>? Waiting;
    [Id(9)] public int ArmedEvent;
    [Id(10)] public int EventsArmed;
    [Id(11)] public ImmutableSortedDictionary<int, int>? Events;
    [Id(12)] public string? Unit;
    [Id(13)] public Rid Requester;
}

[RegisterConverter]
internal sealed class DeviceStateConverter : IConverter<DeviceState, DeviceStateSurrogate>
{
    public DeviceState ConvertFromSurrogate(in DeviceStateSurrogate wire) => new()
    {
        Function = wire.Function,
        Group = wire.Group,
        Driver = wire.Driver,
        DriverOverride = wire.DriverOverride,
        Attached = wire.Attached,
        AttachedAsGroup = wire.AttachedAsGroup,
        Step = wire.Step,
        OpenFiles = wire.OpenFiles,
        Waiting = wire.Waiting,
        ArmedEvent = wire.ArmedEvent,
        EventsArmed = wire.EventsArmed,
        Events = wire.Events,
        Unit = wire.Unit,
        Requester = wire.Requester,
    };

    public DeviceStateSurrogate ConvertToSurrogate(in DeviceState value) => new()
    {
        Function = value.Function,
        Group = value.Group,
        Driver = value.Driver,
        DriverOverride = value.DriverOverride,
        Attached = value.Attached,
        AttachedAsGroup = value.AttachedAsGroup,
        Step = value.Step,
        OpenFiles = value.OpenFiles,
        Waiting = value.Waiting,
        ArmedEvent = value.ArmedEvent,
        EventsArmed = value.EventsArmed,
        Events = value.Events,
        Unit = value.Unit,
        Requester = value.Requester,
    };
}
