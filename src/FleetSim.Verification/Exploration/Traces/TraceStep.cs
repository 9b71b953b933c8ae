using System.Collections.Immutable;

namespace FleetSim.Verification.Exploration.Traces;

/// <summary>One step of a trace: an actor goes on with one operation, with nobody in between.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Operation">As the program writes it.</param>
/// <param name="GoesOn">The operation began in an earlier step.</param>
/// <param name="Answer">What it was answered; null if it is still under way afterwards.</param>
/// <param name="Turns">Which grain did what.</param>
/// <param name="Groups">The groups concerned, as they are afterwards.</param>
/// <param name="LastOfGroup">Index of the last turn that a group took; -1 without one. What follows are
/// answers.</param>
public sealed record TraceStep(
    string Actor,
    string Operation,
    bool GoesOn,
    string? Answer,
    ImmutableArray<string> Turns,
    ImmutableArray<string> Groups,
    int LastOfGroup = -1)
{
    /// <summary>What was done, without the groups.</summary>
    public string Headline =>
        $"{Actor}: {Operation}{(GoesOn ? " (goes on)" : "")} → {Answer ?? "under way"}";

    /// <summary>The step on one line.</summary>
    public override string ToString() => Groups.IsEmpty ? Headline : $"{Headline} | {string.Join(" | ", Groups)}";
}
