namespace FleetSim.Model.Domains;

/// <summary>Decides writes to a group's <c>type</c>.</summary>
/// <remarks>
/// Source: reference/groups.md 6.3; iommu_group_store_type in drivers/iommu/iommu.c. Deviation: allocating a domain or
/// a flush queue never fails.
/// </remarks>
public static class TypeWriting
{
    /// <returns>
    /// The new type; or, in test order, EACCES without the capabilities, EINVAL without a default domain or for an
    /// unknown word, what <paramref name="rules"/> refuse (EPERM; or EINVAL, EBUSY), EINVAL when a member demands
    /// another type.
    /// </returns>
    public static TypeWriteResult Decide(TypeWrite write, HostIommu host, TypeWriteRules rules)
    {
        if (!write.IsPrivileged)
        {
            return TypeWriteResult.Refuse(Errno.EACCES);
        }

        if (write.Current is not { } current || !DefaultDomainWords.TryParseWritten(write.Word, out var requested))
        {
            return TypeWriteResult.Refuse(Errno.EINVAL);
        }

        var toLazy = current == DefaultDomainType.Dma && requested == DefaultDomainType.DmaFq;
        if (toLazy && rules == TypeWriteRules.WholeGroup)
        {
            // A flush queue is added to the live domain: nobody has to let go of it.
            return TypeWriteResult.Accept(DefaultDomainType.DmaFq);
        }

        var refusal = rules == TypeWriteRules.WholeGroup ? WholeGroup(write) : SingleMember(write, toLazy);
        if (refusal != Errno.None)
        {
            return TypeWriteResult.Refuse(refusal);
        }

        return DefaultDomain.Choose(write.Members, host, requested).Type is { } chosen
            ? TypeWriteResult.Accept(chosen)
            : TypeWriteResult.Refuse(Errno.EINVAL);
    }

    private static Errno WholeGroup(TypeWrite write) =>
        write.Members.IsEmpty || write.OwnerCount != 0 ? Errno.EPERM : Errno.None;

    private static Errno SingleMember(TypeWrite write, bool toLazy)
    {
        if (write.Members.Length != 1)
        {
            return Errno.EINVAL;
        }

        return (write.AnyDriverBound && !toLazy) || !write.OnDefaultDomain ? Errno.EBUSY : Errno.None;
    }
}
