using FleetSim.Contracts.Declarations;
using FleetSim.Model;
using Microsoft.Extensions.Logging;

namespace FleetSim.Grains.Fleets;

/// <summary>The fleet that this silo holds. A silo starts without one, and learns it before the first call.</summary>
public sealed class FleetCatalogue(
    IGrainFactory grains, PolicyBook policies, TimeProvider time, ILogger<FleetCatalogue> logger) : IDisposable
{
    private readonly Lock _holding = new();
    private DeclaredFleet? _present;

    /// <summary>Null before the silo has heard of any.</summary>
    public DeclaredFleet? Present => Volatile.Read(ref _present);

    /// <summary>The fleet of the cluster, as far as this silo knows; asks for it when it knows none.</summary>
    /// <exception cref="InvalidOperationException">None was declared.</exception>
    public ValueTask<DeclaredFleet> Get() => Present is { } fleet ? new(fleet) : Learn();

    /// <summary>The fleet of a generation, or a later one; asks for it when this silo has an earlier one.</summary>
    /// <exception cref="InvalidOperationException">None was declared.</exception>
    public ValueTask<DeclaredFleet> AtLeast(FleetGeneration generation) =>
        Present is { } fleet && fleet.Generation >= generation ? new(fleet) : Learn();

    /// <summary>The silo has this fleet from now on, unless it has it or a later one already.</summary>
    /// <returns>The fleet that is no more; null when nothing changed, or there was none.</returns>
    /// <exception cref="InputException">No policy has the declared name.</exception>
    public DeclaredFleet? Hold(DeclaredGeneration declared)
    {
        lock (_holding)
        {
            if (_present is { } present && present.Generation >= declared.Generation)
            {
                return null;
            }

            var name = declared.Declaration.Policy;
            var policy = policies(name) ?? throw new InputException($"there is no policy '{name}'");
            var earlier = _present;
            Volatile.Write(ref _present, new DeclaredFleet(declared, policy, time));
            earlier?.Dispose();
            logger.FleetDeclared(
                declared.Generation, declared.Declaration.Hosts, name, declared.Declaration.Seed);
            return earlier;
        }
    }

    public void Dispose() => _present?.Dispose();

    private async ValueTask<DeclaredFleet> Learn()
    {
        var declared = await grains.GetGrain<IFleetGrain>(IFleetGrain.Key).Current()
            ?? throw new InvalidOperationException("no fleet is declared in this cluster");
        Hold(declared);
        return Present!;
    }
}
