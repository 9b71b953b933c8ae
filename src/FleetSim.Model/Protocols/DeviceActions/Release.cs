using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>A user returns a claim that it made through the device.</summary>
/// <param name="Epoch">The epoch in which the claim was granted; 0 for callers that the kernel trusts.</param>
public sealed record Release(OwnerCookie Owner, ulong Epoch) : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.Release;
}
