using FleetSim.Fleets.Local;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Engines;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Scenarios.Running;

namespace FleetSim.LoadTests.Tests;

/// <summary>A run on a load framework that is ended early.</summary>
public sealed class EarlyEndTests
{
    [Fact]
    public async Task Execute_EndedWhileOperationsHold_IsAuditedAndNotComparedWithTheGrains()
    {
        var scenario = ScenarioFile.Parse(ForeignProgram.Scenario, "small.yaml");
        using var target = new LocalFleet(FleetBuilder.Build(scenario, OwnershipPolicies.Mainline, "."), true);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var engine = new CountingEngine { Begin = _ => end.Cancel() };
        var drive = new ForeignDrive(scenario, target, engine, new ForeignReports("nowhere", Wanted: false));

        var result = await new ScenarioRun(scenario, target, drive).Execute(end.Token);

        var (workload, operation) = (Assert.Single(drive.Comparison!.Workloads), Assert.Single(drive.Comparison.Operations));
        Assert.Equal(["the run was ended early"], result.Reasons);
        Assert.True(workload.Agrees);
        Assert.NotEqual(0, workload.Steps["aborted"]);
        Assert.Null(operation.Agrees);
        Assert.Equal(CountingEngine.Operations, operation.Counted.Values.Sum());
        Assert.True(drive.Comparison.Agrees);
    }
}
