#pragma warning disable CA1822, CA1002, CA2227 // Signatures as they are elsewhere.
namespace NBomber.Contracts;

/// <summary>An answer, whatever its payload.</summary>
public interface IResponse
{
    string StatusCode { get; }

    bool IsError { get; }

    long SizeBytes { get; }

    string Message { get; }
}

/// <summary>An answer with a payload.</summary>
public sealed class Response<T> : IResponse
{
    private Response()
    {
    }

    public string StatusCode => NotRun.Of<string>();

    public bool IsError => NotRun.Of<bool>();

    public long SizeBytes => NotRun.Of<long>();

    public string Message => NotRun.Of<string>();
}

/// <summary>The phase that an iteration belongs to.</summary>
public enum ScenarioOperation
{
    Init = 0,
    Clean = 1,
    WarmUp = 2,
    Bombing = 3,
}

/// <summary>The scenario that an iteration belongs to.</summary>
public sealed class ScenarioInfo
{
    private ScenarioInfo()
    {
    }

    public string ScenarioName => NotRun.Of<string>();

    public TimeSpan ScenarioDuration => NotRun.Of<TimeSpan>();

    public ScenarioOperation ScenarioOperation => NotRun.Of<ScenarioOperation>();
}

/// <summary>What an iteration knows of itself. The number of the invocation is an int in some versions and a long in
/// others, and so is left out.</summary>
public interface IScenarioContext
{
    ScenarioInfo ScenarioInfo { get; }

    void StopScenario(string scenarioName, string reason);

    void StopCurrentTest(string reason);
}

/// <summary>What the start and the end of a scenario know.</summary>
public interface IScenarioInitContext
{
    ScenarioInfo ScenarioInfo { get; }
}

/// <summary>A scenario as it is declared.</summary>
public sealed class ScenarioProps
{
    private ScenarioProps()
    {
    }
}

/// <summary>One stage of a load.</summary>
public sealed class LoadSimulation
{
    private LoadSimulation()
    {
    }
}

/// <summary>A run as it is declared.</summary>
public sealed class NBomberContext
{
    private NBomberContext()
    {
    }
}
