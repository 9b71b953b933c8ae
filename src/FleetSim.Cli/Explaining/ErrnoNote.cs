using System.Collections.Immutable;
using FleetSim.Model;

namespace FleetSim.Cli.Explaining;

/// <summary>An errno: what it means here, and which operations answer it.</summary>
/// <param name="Number">The errno.</param>
/// <param name="Meaning">What it means here, in one sentence.</param>
/// <param name="Answers">Who answers it, and when.</param>
internal sealed record ErrnoNote(Errno Number, string Meaning, ImmutableArray<ErrnoAnswer> Answers)
{
    public string Name => Number.ToString();
}

/// <summary>One operation that answers an errno.</summary>
/// <param name="Operation">What was asked for.</param>
/// <param name="When">The condition.</param>
/// <param name="Source">Section of <c>docs/reference</c>; empty for what only the simulator answers.</param>
internal sealed record ErrnoAnswer(string Operation, string When, string Source);
