using System.Collections.Immutable;
using FleetSim.Model.Ownership;

namespace FleetSim.Verification.Invariants;

/// <summary>An invariant as reports, traces and <c>fleetsim explain</c> name it.</summary>
/// <param name="Id">Such as <c>INV-15</c>, or a word such as <c>PANIC</c>.</param>
/// <param name="Sentence">What holds, in one sentence.</param>
public sealed record InvariantInfo(string Id, string Sentence)
{
    /// <summary>Where the rule comes from: a section of <c>docs/reference</c>, a kernel function, a
    /// specification.</summary>
    public required string Source { get; init; }

    /// <summary>The types and test classes that check it; each is a file of the repository.</summary>
    public required ImmutableArray<string> CheckedBy { get; init; }

    /// <summary>What is counted for it in every run; <see cref="IsolationInvariants.None"/> for nothing.</summary>
    public IsolationInvariants Isolation { get; init; }

    /// <summary>What the explorer looks for; <see cref="TraceInvariants.None"/> for nothing.</summary>
    public TraceInvariants Trace { get; init; }

    /// <summary>Required by the code that changes the state: a break stops the activation.</summary>
    public bool IsBookkeeping { get; init; }
}
