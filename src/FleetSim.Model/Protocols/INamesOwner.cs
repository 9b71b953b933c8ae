using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols;

/// <summary>An action that names a user.</summary>
public interface INamesOwner
{
    OwnerCookie Owner { get; }
}
