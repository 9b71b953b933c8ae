using System.Collections.Immutable;
using FleetSim.Model.Hosts;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Exploration.Programs;

namespace FleetSim.Scenarios.Litmus;

/// <summary>A small concurrent program, and what it is expected to break under each policy.</summary>
public sealed record LitmusTest
{
    public required string Name { get; init; }

    /// <summary>What it is about, in a sentence or two.</summary>
    public required string About { get; init; }

    /// <summary>Name of the file it was read from, for errors.</summary>
    public required string FileName { get; init; }

    /// <summary>The host it runs on.</summary>
    public required HostSource Host { get; init; }

    /// <summary>Carried out before the actors begin.</summary>
    public required ImmutableArray<Operation> Given { get; init; }

    /// <summary>The lines of <see cref="Given"/>, for errors.</summary>
    public required ImmutableArray<int> GivenLines { get; init; }

    public required ImmutableArray<ActorProgram> Actors { get; init; }

    /// <summary>Names for what the model prints, such as addresses.</summary>
    public required ImmutableSortedDictionary<string, string> Names { get; init; }

    /// <summary>By policy: the names of all that breaks, in the order of reports. A policy that is not there has no
    /// expectation.</summary>
    public required ImmutableSortedDictionary<string, ImmutableArray<string>> Expected { get; init; }

    /// <summary>The program to explore under a policy.</summary>
    public ConcurrentProgram Under(OwnershipPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new ConcurrentProgram
        {
            Policy = policy,
            Template = (Host with { Drivers = LitmusDrivers.Catalogue }).Boot(policy),
            Given = Given,
            Actors = Actors,
            Names = Names,
        };
    }

    /// <summary>An error about an operation that is given, with its file and line.</summary>
    public InputException Placed(InputException problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var field = problem.Place.Field;
        var at = field is not null && field.StartsWith("given[", StringComparison.Ordinal)
            ? int.Parse(field.AsSpan(6, field.Length - 7))
            : -1;
        return at < 0
            ? problem.In(FileName)
            : new InputException(problem.Problem, new InputPlace(FileName, GivenLines[at], field), problem);
    }
}
