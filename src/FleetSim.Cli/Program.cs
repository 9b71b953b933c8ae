using System.CommandLine;
using System.Net.Sockets;
using FleetSim.Cli;
using FleetSim.Cli.Benching;
using FleetSim.Cli.Running;
using FleetSim.Cli.Topology;
using FleetSim.Model;

var root = new RootCommand("FleetSim simulates fleets of virtualization hosts down to the IOMMU.")
{
    RunCommand.Create(),
    ComparePoliciesCommand.Create(),
    GroupsCommand.Create(),
    CaptureCommand.Create(),
    ConformanceCommand.Create(),
    KindsCommand.Create(),
    SchemaCommand.Create(),
    BenchCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"fleetsim: {error.Message}");
    }

    Console.Error.WriteLine("Try 'fleetsim --help', or 'fleetsim VERB --help'.");
    return ExitCode.BadInput;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (InputException problem)
{
    Console.Error.WriteLine($"fleetsim: {problem.Message}");
    return ExitCode.BadInput;
}
catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"fleetsim: {failure.Message}");
    return ExitCode.Environment;
}
