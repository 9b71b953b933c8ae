using System.CommandLine;
using FleetSim.Cli.Benching;
using FleetSim.Cli.Clusters;
using FleetSim.Cli.Comparing;
using FleetSim.Cli.Conformance;
using FleetSim.Cli.Explaining;
using FleetSim.Cli.Exploring;
using FleetSim.Cli.Running;
using FleetSim.Cli.Topology;
using FleetSim.Cli.Translating;
using FleetSim.Runs;

namespace FleetSim.Cli;

/// <summary>The program as other programs see it: arguments in; text on two streams, and an exit code, out.</summary>
public static class FleetSimCommandLine
{
    public static RootCommand Create() => new("FleetSim simulates fleets of virtualization hosts down to the IOMMU.")
    {
        RunCommand.Create(),
        SiloCommand.Create(),
        DiffCommand.Create(),
        ComparePoliciesCommand.Create(),
        GroupsCommand.Create(),
        CaptureCommand.Create(),
        ConformanceCommand.Create(),
        TranslateCommand.Create(),
        KindsCommand.Create(),
        SchemaCommand.Create(),
        BenchCommand.Create(),
        ExploreCommand.Create(),
        ExplainCommand.Create(),
    };

    /// <summary>Runs one verb.</summary>
    /// <param name="output">What was asked for; with <c>--json</c> one document and nothing else.</param>
    /// <param name="error">Progress, notes, and the one sentence that says what went wrong.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        return Invocation.Run(Create(), "fleetsim", args, output, error);
    }
}
