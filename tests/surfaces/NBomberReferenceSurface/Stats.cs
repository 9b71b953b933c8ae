namespace NBomber.Contracts.Stats;

/// <summary>Kinds of reports.</summary>
public enum ReportFormat
{
    Txt = 0,
    Html = 1,
    Csv = 2,
    Md = 3,
}

/// <summary>How often there was one status code.</summary>
public sealed class StatusCodeStats
{
    private StatusCodeStats()
    {
    }

    public string StatusCode => NotRun.Of<string>();

    public bool IsError => NotRun.Of<bool>();

    public string Message => NotRun.Of<string>();

    public int Count => NotRun.Of<int>();
}

/// <summary>Number and rate.</summary>
public sealed class RequestStats
{
    private RequestStats()
    {
    }

    public int Count => NotRun.Of<int>();

    public double RPS => NotRun.Of<double>();
}

/// <summary>Latencies, in milliseconds.</summary>
public sealed class LatencyStats
{
    private LatencyStats()
    {
    }

    public double MinMs => NotRun.Of<double>();

    public double MeanMs => NotRun.Of<double>();

    public double MaxMs => NotRun.Of<double>();

    public double Percent50 => NotRun.Of<double>();

    public double Percent75 => NotRun.Of<double>();

    public double Percent95 => NotRun.Of<double>();

    public double Percent99 => NotRun.Of<double>();

    public double StdDev => NotRun.Of<double>();
}

/// <summary>Good answers, or bad ones.</summary>
public sealed class MeasurementStats
{
    private MeasurementStats()
    {
    }

    public RequestStats Request => NotRun.Of<RequestStats>();

    public LatencyStats Latency => NotRun.Of<LatencyStats>();

    public StatusCodeStats[] StatusCodes => NotRun.Of<StatusCodeStats[]>();
}

/// <summary>One step.</summary>
public sealed class StepStats
{
    private StepStats()
    {
    }

    public string StepName => NotRun.Of<string>();

    public MeasurementStats Ok => NotRun.Of<MeasurementStats>();

    public MeasurementStats Fail => NotRun.Of<MeasurementStats>();
}

/// <summary>One scenario.</summary>
public sealed class ScenarioStats
{
    private ScenarioStats()
    {
    }

    public string ScenarioName => NotRun.Of<string>();

    public MeasurementStats Ok => NotRun.Of<MeasurementStats>();

    public MeasurementStats Fail => NotRun.Of<MeasurementStats>();

    public StepStats[] StepStats => NotRun.Of<StepStats[]>();
}

/// <summary>A report that was written.</summary>
public sealed class ReportFile
{
    private ReportFile()
    {
    }

    public string FilePath => NotRun.Of<string>();

    public ReportFormat ReportFormat => NotRun.Of<ReportFormat>();
}

/// <summary>A run.</summary>
public sealed class NodeStats
{
    private NodeStats()
    {
    }

    public ScenarioStats[] ScenarioStats => NotRun.Of<ScenarioStats[]>();

    public ReportFile[] ReportFiles => NotRun.Of<ReportFile[]>();

    public TimeSpan Duration => NotRun.Of<TimeSpan>();
}
