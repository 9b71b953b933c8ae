using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols;

/// <summary>An action that names a domain.</summary>
public interface INamesDomain
{
    Domain Domain { get; }
}
