using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Verification.Exploration.States;

internal sealed partial class StateEncoder
{
    private void Write(HostState host)
    {
        Write(host.Physical);
        Write(host.Registered);
        Write(host.Groups);
        Write(host.Iommu);
        if (IsThere(host.Step))
        {
            Write(host.Step!);
        }

        _out.Number(host.Waiting?.Count ?? -1);
        foreach (var call in host.Waiting ?? [])
        {
            Write(call);
        }
    }

    /// <summary>Functions come in the order of their addresses.</summary>
    private void Write(PciTopology topology)
    {
        _out.Number(topology.Count);
        foreach (var function in topology.Functions)
        {
            Write(function.Address);
        }
    }

    private void Write(GroupTable groups)
    {
        var record = groups.ToRecord();
        _out.Flag(record.Platform.HasIvrs);
        _out.Flag(record.Platform.PchPeerDecodesClosed);
        _out.Number(record.Functions.Length);
        foreach (var function in record.Functions)
        {
            Write(function.Address);
            _out.Flag(function.Multifunction);
            Write(function.Group);
        }

        _out.Number(record.Incarnations.Length);
        foreach (var incarnation in record.Incarnations)
        {
            _out.Number(incarnation);
        }
    }

    private void Write(GroupKey? key)
    {
        _out.Flag(key is not null);
        if (key is { } there)
        {
            _out.Number(there.Id);
            _out.Number(there.Incarnation);
        }
    }

    private void Write(HostIommu? iommu)
    {
        _out.Number(iommu is null ? -1 : (int)iommu.Kind);
        _out.Number((int?)iommu?.GlobalDefault ?? -1);
        Write(iommu?.FixedDefault);
        _out.Number(iommu?.Width ?? -1);
        _out.Number(iommu?.DmaEntries is { } entries ? entries : ulong.MaxValue);
    }

    private void Write(DefaultDomainType? type) => _out.Number(type is { } there ? (int)there : -1);

    private void Write(HostStep step)
    {
        Write(step.Call);
        _out.Byte((byte)step.Phase);
        _out.Number(step.Ahead.Count);
        foreach (var function in step.Ahead)
        {
            Write(function.Address);
        }

        Write(step.Reply);
        _out.Number(step.Turn);
        _out.Number(step.Tops.Length);
        foreach (var top in step.Tops)
        {
            Write(top);
        }

        _out.Number(step.Leaving.Count);
        foreach (var function in step.Leaving)
        {
            Write(function.Address);
        }
    }

    private void Write(HostCall call)
    {
        _out.Byte((byte)call.Verb);
        Write(call.Id);
        _out.Number(call.Functions.Length);
        foreach (var function in call.Functions)
        {
            Write(function.Address);
        }

        _out.Number(call.Devices.Length);
        foreach (var device in call.Devices)
        {
            Write(device);
        }

        _out.Number(call.Count);
    }

    private void Write(HostReply reply)
    {
        _out.Number((int)reply.Errno);
        _out.Number(reply.Added);
        _out.Number(reply.Removed);
        _out.Number(reply.Bound);
        _out.Number(reply.BindsRefused);
        _out.Number((int)reply.LastBindRefusal);
        _out.Number(reply.Ungrouped);
        _out.Flag(reply.Warned);
        _out.Flag(reply.Panicked);
        _out.Flag(reply.Blocked);
    }
}
