using System.Collections.Immutable;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance;

/// <summary>Does to a host what was done to the recorded one between two stages.</summary>
/// <remarks>
/// A recording shows the functions after a stage, not after each action: what comes is taken from there, what goes is
/// what the action names.
/// </remarks>
internal sealed class GroupReplayActions(IGroupingHost host)
{
    /// <summary>By the hypervisor's id: the functions that came when it plugged the device.</summary>
    private readonly Dictionary<string, ImmutableArray<PciAddress>> _plugged = [];

    public async ValueTask Run(CaptureStage stage, ImmutableArray<ImmutableArray<GuestCommand>> scripts)
    {
        // Their VFs come when they are switched on, not when something is rescanned before.
        var switched = scripts.SelectMany(script => script)
            .Where(command => command.Kind == GuestCommandKind.SetVirtualFunctions)
            .Select(command => command.Function)
            .ToHashSet();
        for (var i = 0; i < scripts.Length; i++)
        {
            var action = stage.Actions[i];
            switch (action.Kind)
            {
                case CaptureActionKind.Add:
                    await Plug(action.Argument, stage).ConfigureAwait(false);
                    break;
                case CaptureActionKind.Delete:
                    await Unplug(action.Argument, stage).ConfigureAwait(false);
                    break;
                default:
                    await Run(scripts[i], stage, switched).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async ValueTask Run(ImmutableArray<GuestCommand> script, CaptureStage stage, HashSet<PciAddress> switched)
    {
        foreach (var command in script)
        {
            switch (command.Kind)
            {
                case GuestCommandKind.Remove:
                    await Remove([command.Function]).ConfigureAwait(false);
                    break;
                case GuestCommandKind.Rescan:
                    await Rescan(command.Bus, stage, switched).ConfigureAwait(false);
                    break;
                case GuestCommandKind.SetVirtualFunctions:
                    await SetVirtualFunctions(command, stage).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async ValueTask Plug(string id, CaptureStage stage) =>
        _plugged[id] = await AddMissing(stage, _ => true).ConfigureAwait(false);

    private async ValueTask Unplug(string id, CaptureStage stage)
    {
        // A device that was there at boot has an id too, but only what the stage lacks tells which functions it had.
        if (!_plugged.Remove(id, out var leaving) || leaving.IsEmpty)
        {
            var present = await host.Functions().ConfigureAwait(false);
            leaving = [.. present.Select(function => function.Address).Where(at => !stage.Topology.Contains(at))];
        }

        await Remove(leaving).ConfigureAwait(false);
    }

    private async ValueTask Rescan(PciBus? bus, CaptureStage stage, HashSet<PciAddress> switched) =>
        await AddMissing(stage, function =>
            (function.PhysicalFunction is not { } pf || !switched.Contains(pf))
            && (bus is not { } top || IsAtOrBelow(function.Address.OnBus, top, stage.Topology))).ConfigureAwait(false);

    private async ValueTask SetVirtualFunctions(GuestCommand command, CaptureStage stage)
    {
        if (command.Count > 0)
        {
            await AddMissing(stage, function => function.PhysicalFunction == command.Function).ConfigureAwait(false);
            return;
        }

        var present = await host.Functions().ConfigureAwait(false);
        var leaving = present.Where(function => function.PhysicalFunction == command.Function);
        await Remove([.. leaving.Select(vf => vf.Address)]).ConfigureAwait(false);
    }

    /// <summary>Adds what the stage has and the host lacks, in scan order.</summary>
    private async ValueTask<ImmutableArray<PciAddress>> AddMissing(CaptureStage stage, Func<PciFunction, bool> wanted)
    {
        var present = await host.Functions().ConfigureAwait(false);
        var known = present.Select(function => function.Address).ToHashSet();
        var missing = stage.Topology.ScanOrder()
            .Where(function => !known.Contains(function.Address) && wanted(function))
            .ToImmutableArray();
        if (!missing.IsEmpty)
        {
            await host.Add(missing).ConfigureAwait(false);
        }

        return [.. missing.Select(function => function.Address)];
    }

    /// <summary>
    /// Removes those that are there; a path in sysfs that is not there only makes the recorded shell complain.
    /// </summary>
    private async ValueTask Remove(ImmutableArray<PciAddress> tops)
    {
        foreach (var top in tops)
        {
            var present = await host.Functions().ConfigureAwait(false);
            if (present.Any(function => function.Address == top))
            {
                await host.Remove(top).ConfigureAwait(false);
            }
        }
    }

    private static bool IsAtOrBelow(PciBus bus, PciBus top, PciTopology topology)
    {
        for (PciBus? at = bus; at is { } here; at = topology.ParentBus(here))
        {
            if (here == top)
            {
                return true;
            }
        }

        return false;
    }
}
