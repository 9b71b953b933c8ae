namespace FleetSim.Model.Domains;

/// <summary>Which kernel's rules a write of <c>type</c> follows.</summary>
public enum TypeWriteRules
{
    /// <summary>Up to v6.4: one member, without any driver.</summary>
    SingleMember,

    /// <summary>From v6.5: any group without an owner.</summary>
    WholeGroup,
}
