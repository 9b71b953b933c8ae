using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Grains.Fleets;

namespace FleetSim.Grains.Hosts;

/// <summary>What every part of a host has: the fleet that it belongs to, and whether its host is stopped.</summary>
/// <remarks>A call names the fleet that it means. One that means an earlier fleet is refused; one that means a later
/// fleet makes the part learn it and begin from its template.</remarks>
public abstract class HostPartGrain(FleetCatalogue catalogue) : Grain
{
    private bool _isDown;

    internal DeclaredFleet Fleet { get; private set; } = null!;

    internal FleetHost Host { get; private set; }

    public sealed override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        Enter(await catalogue.Get());

    public sealed override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        End();
        return Task.CompletedTask;
    }

    /// <summary>Begins as the host's template says.</summary>
    private protected abstract void Begin();

    /// <summary>Counts what is no more.</summary>
    private protected virtual void End()
    {
    }

    /// <summary>The call means this fleet, and nothing but a fault of the policy's can stop its hosts.</summary>
    /// <remarks>The hot path: a call that is plain asks nobody.</remarks>
    private protected bool IsPlain(FleetGeneration fleet) => fleet == Fleet.Generation && !Fleet.Policy.StopsHosts;

    /// <summary>Sees to it that the part is of the fleet that a call means.</summary>
    /// <returns>Whether the host is stopped.</returns>
    /// <exception cref="OutdatedFleetException">The call means an earlier fleet.</exception>
    private protected ValueTask<bool> IsStopped(FleetGeneration fleet) => IsPlain(fleet) ? new(false) : Look(fleet);

    /// <summary>The part is of the fleet that a call means, or becomes so.</summary>
    /// <exception cref="OutdatedFleetException">The call means an earlier fleet.</exception>
    private protected async ValueTask Require(FleetGeneration fleet)
    {
        if (fleet > Fleet.Generation && await catalogue.AtLeast(fleet) is var later
            && later.Generation > Fleet.Generation)
        {
            End();
            Enter(later);
        }

        if (fleet != Fleet.Generation)
        {
            throw new OutdatedFleetException(fleet, Fleet.Generation);
        }
    }

    /// <summary>The host is stopped, and stays so.</summary>
    /// <returns>False when it was already.</returns>
    private protected bool Stop() => !_isDown && (_isDown = true);

    /// <summary>Asks whoever knows whether the host is stopped.</summary>
    private protected virtual ValueTask<bool> AskIsStopped() =>
        GrainFactory.GetGrain<IHostGrain>(Host.Key).IsDown(Fleet.Generation);

    private async ValueTask<bool> Look(FleetGeneration fleet)
    {
        await Require(fleet);
        if (!_isDown && Fleet.Policy.StopsHosts)
        {
            _isDown = await AskIsStopped();
        }

        return _isDown;
    }

    private void Enter(DeclaredFleet fleet)
    {
        Fleet = fleet;
        Host = FleetHost.Of(this.GetGrainId(), fleet.Hosts);
        _isDown = false;
        Begin();
    }
}
