namespace FleetSim.Model;

/// <summary>Checks of a state machine's own bookkeeping; on in release builds too.</summary>
public static class Invariant
{
    /// <param name="id">Such as <c>INV-2</c>. Each has its sentence in the catalogue that <c>fleetsim explain</c>
    /// prints, and its rule in docs/reference.</param>
    /// <exception cref="InvariantViolationException">The condition does not hold.</exception>
    public static void Require(bool holds, string id)
    {
        if (!holds)
        {
            Throw(id);
        }
    }

    private static void Throw(string id) => throw new InvariantViolationException(id);
}

/// <summary>A state that must not exist was reached: the activation that holds it stops, and the run fails.</summary>
public sealed class InvariantViolationException(string id) : Exception($"{id} does not hold")
{
    /// <summary>Name of the invariant.</summary>
    public string Id { get; } = id;
}
