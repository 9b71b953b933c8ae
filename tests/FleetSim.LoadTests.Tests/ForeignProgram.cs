using FleetSim.Scenarios.Engines;

namespace FleetSim.LoadTests.Tests;

/// <summary>A program on a load framework, run with arguments in a folder of its own.</summary>
internal sealed class ForeignProgram : IDisposable
{
    public const string Scenario = """
        name: small
        fleet: { hosts: 4, mix: [ { topology: gpu-8x-no-acs } ] }
        duration: 2s
        workloads:
          - { name: vms, kind: claim-contention, load: { constant: 4 }, hold: 1ms }

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fleetsim-tests-");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a scenario, and returns its path.</summary>
    public string Write(string text)
    {
        File.WriteAllText(PathOf("scenario.yaml"), text);
        return PathOf("scenario.yaml");
    }

    public static async Task<(int Code, string Output, string Error)> Run(IForeignEngine engine, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await ForeignCommandLine.Run(engine, "program", args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
