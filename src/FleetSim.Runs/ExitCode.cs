namespace FleetSim.Runs;

/// <summary>What the program tells the shell.</summary>
public static class ExitCode
{
    /// <summary>Everything held.</summary>
    public const int Passed = 0;

    /// <summary>A threshold, invariant, audit or comparison failed.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or bad input; nothing was done.</summary>
    public const int BadInput = 2;

    /// <summary>The environment failed: a port is taken, a store cannot be reached.</summary>
    public const int Environment = 3;
}
