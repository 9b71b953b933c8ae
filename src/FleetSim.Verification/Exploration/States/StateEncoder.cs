using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Verification.Exploration.States;

/// <summary>
/// Writes parts of a state down in one way only, and takes the fingerprint of that: two parts have one fingerprint only
/// if nothing that happens later can tell them apart.
/// </summary>
/// <remarks>
/// Written by hand, because the model's records hold arrays that compare by reference. Left out or reordered are:
/// functions and drivers, which an address or a name stands for, as they never change in a program; the order of strays
/// and of a unit's attachments, which each requester id has at most once; registration numbers, of which only the order
/// counts; and versions, which nobody acts on. Epochs and incarnations are kept as they are. Not thread-safe.
/// </remarks>
internal sealed partial class StateEncoder
{
    private readonly EncodingBuffer _out = new();

    public HostCell Cell(int number, HostState host)
    {
        Begin(number);
        Write(host);
        return new HostCell(host, _out.Hash());
    }

    public DeviceCell Cell(int number, DeviceState device)
    {
        Begin(number);
        Write(device);
        return new DeviceCell(device, _out.Hash());
    }

    public GroupCell Cell(int number, GroupRecord group)
    {
        Begin(number);
        Write(group);
        return new GroupCell(group, _out.Hash());
    }

    public UnitCell Cell(int number, UnitState unit)
    {
        Begin(number);
        Write(unit);
        return new UnitCell(unit, _out.Hash());
    }

    /// <summary>The same actor with its fingerprint.</summary>
    /// <param name="number">Index of the actor.</param>
    public ActorState Actor(int number, ActorState actor)
    {
        Begin(-1 - number);
        Write(actor);
        return actor with { Fingerprint = _out.Hash() };
    }

    /// <summary>Cells have numbers from 0, actors below: what is written for one part is never that of
    /// another.</summary>
    private void Begin(int number)
    {
        _out.Clear();
        _out.Number(number);
    }

    private void Write(PciAddress address)
    {
        _out.Number(address.Segment);
        _out.Byte(address.Bus);
        _out.Byte(address.Devfn);
    }

    private void Write(PciAddress? address)
    {
        _out.Flag(address is not null);
        if (address is { } there)
        {
            Write(there);
        }
    }

    private void Write(Driver? driver) => _out.Text(driver?.Name);

    private void Write(PciFunction? function) => Write(function?.Address);

    private void Write(Domain domain)
    {
        _out.Byte((byte)domain.Kind);
        _out.Number(domain.Id);
        _out.Number(domain.User.Value);
    }

    private void Write(OperationId id)
    {
        _out.Number(id.Value);
        _out.Number((int)id.Step);
    }

    /// <summary>Whether there is a value; if so, the caller writes it.</summary>
    private bool IsThere(object? value)
    {
        _out.Flag(value is not null);
        return value is not null;
    }
}
