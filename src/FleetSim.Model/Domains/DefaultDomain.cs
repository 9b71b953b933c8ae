namespace FleetSim.Model.Domains;

/// <summary>Chooses the type of a group's default domain.</summary>
/// <remarks>Source: reference/groups.md 6.2; iommu_get_default_domain_type in drivers/iommu/iommu.c.</remarks>
public static class DefaultDomain
{
    /// <summary>The type for a group; at boot of all its members, at hot-plug of those it has so far.</summary>
    /// <param name="requested">What sysfs asks for; null leaves the choice to the rules.</param>
    public static DefaultDomainChoice Choose(
        IEnumerable<DomainDemand> members, HostIommu host, DefaultDomainType? requested = null)
    {
        if (host.FixedDefault is { } only)
        {
            return new DefaultDomainChoice(requested is null || requested == only ? only : null);
        }

        var (preference, untrusted, conflict) = Combined(members);
        if (untrusted)
        {
            if (preference is not (null or DefaultDomainType.Dma))
            {
                return new DefaultDomainChoice(null, conflict);
            }

            preference = DefaultDomainType.Dma;
        }

        return requested is not null && preference is not null && requested != preference
            ? new DefaultDomainChoice(null, conflict)
            : new DefaultDomainChoice(requested ?? preference ?? host.GlobalDefault, conflict);
    }

    private static (DefaultDomainType? Preference, bool Untrusted, bool Conflict) Combined(
        IEnumerable<DomainDemand> members)
    {
        DefaultDomainType? combined = null;
        var untrusted = false;
        var conflict = false;
        foreach (var member in members)
        {
            untrusted |= member.Untrusted;
            if (member.DriverPreference is not { } preferred || preferred == combined)
            {
                continue;
            }

            conflict |= combined is not null;
            combined = combined is null ? preferred : DefaultDomainType.Identity;
        }

        return (combined, untrusted, conflict);
    }
}
