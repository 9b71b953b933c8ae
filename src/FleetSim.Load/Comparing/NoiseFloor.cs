namespace FleetSim.Load.Comparing;

/// <summary>How much a figure differs between runs of one build on a quiet machine, at the least.</summary>
/// <remarks>
/// As standard deviations of the logarithm. A few runs may agree by chance; without a floor they would then make a
/// regression of nothing.
/// </remarks>
/// <param name="Run">From one run to the next; more runs average it out.</param>
/// <param name="Session">
/// From one set of runs to another: heap layout, clock speed, neighbours. More runs do not help.
/// </param>
internal readonly record struct NoiseFloor(double Run, double Session)
{
    public static NoiseFloor None { get; }

    public static NoiseFloor Of(FigureKind kind) => kind switch
    {
        FigureKind.Processor => new(0.010, 0.010),
        FigureKind.Rate => new(0.010, 0.010),
        FigureKind.Share => new(0.002, 0.001),
        FigureKind.Median => new(0.020, 0.010),
        FigureKind.Tail => new(0.040, 0.020),
        _ => new(0.080, 0.030),
    };
}
