namespace FleetSim.Model.Domains;

/// <summary>Names one user context. Only equality is ever tested; 0 stands for no user, that is, for the
/// kernel.</summary>
/// <remarks>Unique over the cluster and never reused while claimed: it mirrors a pointer's identity.</remarks>
public readonly record struct OwnerCookie(ulong Value)
{
    public static OwnerCookie None => default;

    public bool IsNone => Value == 0;

    /// <summary>The cookie of a user process, from a name that nobody else in the fleet has.</summary>
    /// <remarks>FNV-1a (Fowler, Noll, Vo; public domain), apart from the small numbers that callers count up.</remarks>
    public static OwnerCookie OfProcess(string name)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var letter in name)
        {
            hash = unchecked((hash ^ letter) * 0x100000001b3);
        }

        return new OwnerCookie(hash | (1UL << 63));
    }

    public override string ToString() => IsNone ? "kernel" : $"user-{Value:x}";
}
