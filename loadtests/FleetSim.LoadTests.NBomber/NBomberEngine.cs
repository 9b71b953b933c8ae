using FleetSim.Load.Simulations;
using FleetSim.Scenarios.Engines;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;

namespace FleetSim.LoadTests.NBomber;

/// <summary>NBomber as an engine: maps types, and decides nothing.</summary>
/// <remarks>Keeps to what NBomber 4, 5 and 6 have in common; arguments by name, because their order differs.</remarks>
public sealed class NBomberEngine : IForeignEngine
{
    public string Name { get; } =
        $"NBomber {typeof(NBomberRunner).Assembly.GetName().Version?.ToString(fieldCount: 3)}";

    public IReadOnlyList<StepCount> Run(ForeignRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var context = NBomberRunner
            .RegisterScenarios([.. run.Scenarios.Select(scenario => ScenarioOf(scenario, run.Warmup))])
            .WithTestSuite("fleetsim")
            .WithTestName(run.Name)
            .WithReportFolder(run.Reports.Folder) // Deleted by NBomber, with all that is in it, before it begins.
            .WithReportFileName("report");
        var stats = run.Reports.Wanted
            ? context.WithReportFormats(ReportFormat.Csv, ReportFormat.Md).Run()
            : context.WithoutReports().Run();
        return
        [
            .. from scenario in stats.ScenarioStats
               from step in scenario.StepStats
               from status in step.Ok.StatusCodes.Concat(step.Fail.StatusCodes)
               select new StepCount(scenario.ScenarioName, step.StepName, status.StatusCode, status.Count),
        ];
    }

    private static ScenarioProps ScenarioOf(ForeignScenario scenario, TimeSpan warmup)
    {
        var props = Scenario.Create(scenario.Workload.Name, context => Iteration(scenario, context))
            .WithLoadSimulations([.. scenario.Simulations.Select(SimulationOf)])
            .WithRestartIterationOnFail(false)
            .WithMaxFailCount(int.MaxValue);
        return warmup > TimeSpan.Zero ? props.WithWarmUpDuration(warmup) : props.WithoutWarmUp();
    }

    private static async Task<IResponse> Iteration(ForeignScenario scenario, IScenarioContext context)
    {
        if (scenario.Workload.Aborted)
        {
            context.StopCurrentTest(reason: "the run was ended early");
            return Response.Ok(statusCode: "aborted");
        }

        var measured = context.ScenarioInfo.ScenarioOperation == ScenarioOperation.Bombing;
        return await Step.Run(scenario.Step, context, async () =>
        {
            var outcome = await scenario.Workload.Execute(measured);
            return outcome.Failed
                ? Response.Fail(statusCode: outcome.Label)
                : Response.Ok(statusCode: outcome.Label); // A refusal is a correct answer.
        });
    }

    private static LoadSimulation SimulationOf(PlannedSimulation one) => one.Kind switch
    {
        SimulationKind.KeepConstant => Simulation.KeepConstant(copies: one.Copies, during: one.During),
        SimulationKind.RampingConstant => Simulation.RampingConstant(copies: one.Copies, during: one.During),
        SimulationKind.Inject => Simulation.Inject(rate: one.Copies, interval: one.Interval, during: one.During),
        SimulationKind.RampingInject =>
            Simulation.RampingInject(rate: one.Copies, interval: one.Interval, during: one.During),
        SimulationKind.InjectRandom => Simulation.InjectRandom(
            minRate: one.CopiesMin, maxRate: one.Copies, interval: one.Interval, during: one.During),
        SimulationKind.Pause => Simulation.Pause(during: one.During),
        _ => throw new ArgumentOutOfRangeException(nameof(one), one.Kind, "unknown kind of simulation"),
    };
}
