using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace NBomber.CSharp;

/// <summary>Makes answers. Versions order the parameters differently: only names are safe.</summary>
public static class Response
{
    public static Response<object> Ok() => NotRun.Of<Response<object>>();

    public static Response<object> Ok(string statusCode = "", long sizeBytes = 0, string message = "") =>
        NotRun.Of<Response<object>>();

    public static Response<object> Fail() => NotRun.Of<Response<object>>();

    public static Response<object> Fail(string statusCode = "", string message = "", long sizeBytes = 0) =>
        NotRun.Of<Response<object>>();
}

/// <summary>Measures a part of an iteration.</summary>
public static class Step
{
    public static Task<Response<T>> Run<T>(string name, IScenarioContext context, Func<Task<Response<T>>> run) =>
        NotRun.Of<Task<Response<T>>>();
}

/// <summary>Declares scenarios.</summary>
public static class Scenario
{
    public static ScenarioProps Create(string name, Func<IScenarioContext, Task<IResponse>> run) =>
        NotRun.Of<ScenarioProps>();

    public static ScenarioProps WithInit(this ScenarioProps scenario, Func<IScenarioInitContext, Task> initFunc) =>
        NotRun.Of<ScenarioProps>();

    public static ScenarioProps WithClean(this ScenarioProps scenario, Func<IScenarioInitContext, Task> cleanFunc) =>
        NotRun.Of<ScenarioProps>();

    public static ScenarioProps WithoutWarmUp(this ScenarioProps scenario) => NotRun.Of<ScenarioProps>();

    public static ScenarioProps WithWarmUpDuration(this ScenarioProps scenario, TimeSpan duration) =>
        NotRun.Of<ScenarioProps>();

    public static ScenarioProps WithLoadSimulations(
        this ScenarioProps scenario, params LoadSimulation[] loadSimulations) => NotRun.Of<ScenarioProps>();

    public static ScenarioProps WithRestartIterationOnFail(this ScenarioProps scenario, bool shouldRestart) =>
        NotRun.Of<ScenarioProps>();

    public static ScenarioProps WithMaxFailCount(this ScenarioProps scenario, int maxFailCount) =>
        NotRun.Of<ScenarioProps>();
}

/// <summary>Stages of a load.</summary>
public static class Simulation
{
    public static LoadSimulation RampingConstant(int copies, TimeSpan during) => NotRun.Of<LoadSimulation>();

    public static LoadSimulation KeepConstant(int copies, TimeSpan during) => NotRun.Of<LoadSimulation>();

    public static LoadSimulation RampingInject(int rate, TimeSpan interval, TimeSpan during) =>
        NotRun.Of<LoadSimulation>();

    public static LoadSimulation Inject(int rate, TimeSpan interval, TimeSpan during) => NotRun.Of<LoadSimulation>();

    public static LoadSimulation InjectRandom(int minRate, int maxRate, TimeSpan interval, TimeSpan during) =>
        NotRun.Of<LoadSimulation>();

    public static LoadSimulation Pause(TimeSpan during) => NotRun.Of<LoadSimulation>();
}

/// <summary>Declares a run, and runs it.</summary>
public static class NBomberRunner
{
    public static NBomberContext RegisterScenarios(params ScenarioProps[] scenarios) => NotRun.Of<NBomberContext>();

    public static NBomberContext WithTestSuite(this NBomberContext context, string testSuite) =>
        NotRun.Of<NBomberContext>();

    public static NBomberContext WithTestName(this NBomberContext context, string testName) =>
        NotRun.Of<NBomberContext>();

    public static NBomberContext WithTargetScenarios(this NBomberContext context, params string[] scenarioNames) =>
        NotRun.Of<NBomberContext>();

    public static NBomberContext WithReportFolder(this NBomberContext context, string reportFolderPath) =>
        NotRun.Of<NBomberContext>();

    public static NBomberContext WithReportFileName(this NBomberContext context, string reportFileName) =>
        NotRun.Of<NBomberContext>();

    public static NBomberContext WithReportFormats(this NBomberContext context, params ReportFormat[] reportFormats) =>
        NotRun.Of<NBomberContext>();

    public static NBomberContext WithoutReports(this NBomberContext context) => NotRun.Of<NBomberContext>();

    public static NBomberContext WithReportingInterval(this NBomberContext context, TimeSpan interval) =>
        NotRun.Of<NBomberContext>();

    public static NodeStats Run(this NBomberContext context) => NotRun.Of<NodeStats>();
}
