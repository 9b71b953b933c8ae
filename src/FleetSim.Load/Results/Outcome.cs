namespace FleetSim.Load.Results;

/// <summary>What became of one operation.</summary>
/// <param name="Label">
/// One of a small closed set, such as <c>ok</c>, <c>EBUSY</c> or <c>timeout</c>; never an id or a message.
/// </param>
/// <param name="Failed">True for an answer that is not allowed, and for no answer. A refusal is not a failure.</param>
public readonly record struct Outcome(string Label, bool Failed = false)
{
    /// <summary>Answered as asked.</summary>
    public static Outcome Ok { get; } = new("ok");

    /// <summary>No answer in time, or when the drain ended.</summary>
    public static Outcome Timeout { get; } = new("timeout", Failed: true);

    /// <summary>Not answered because the run was ended early; nobody's fault.</summary>
    public static Outcome Aborted { get; } = new("aborted");

    /// <summary>A correct answer that is not the wished one, named by its reason.</summary>
    public static Outcome Refused(string label) => new(label);

    /// <summary>An answer that is not allowed, or none.</summary>
    public static Outcome Failure(string label) => new(label, Failed: true);
}
