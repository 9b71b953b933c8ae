namespace FleetSim.Model.Ownership;

/// <summary>Names one user context. Only equality is ever tested; 0 stands for no user, that is, for the
/// kernel.</summary>
/// <remarks>Unique over the cluster and never reused while claimed: it mirrors a pointer's identity.</remarks>
public readonly record struct OwnerCookie(ulong Value)
{
    public static OwnerCookie None => default;

    public bool IsNone => Value == 0;

    public override string ToString() => IsNone ? "kernel" : $"user-{Value:x}";
}
