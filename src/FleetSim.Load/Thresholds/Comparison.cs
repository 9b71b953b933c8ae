namespace FleetSim.Load.Thresholds;

/// <summary>How a threshold compares its metric with its bound.</summary>
public enum Comparison
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}
