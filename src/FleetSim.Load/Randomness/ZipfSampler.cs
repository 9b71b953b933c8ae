namespace FleetSim.Load.Randomness;

/// <summary>Draws ranks where rank k is chosen in proportion to 1/(k+1)^s: a few busy keys, a long tail.</summary>
/// <remarks>
/// Constant time and memory for any number of ranks. Source: Hörmann and Derflinger, Rejection-inversion to generate
/// variates from monotone discrete distributions, 1996.
/// </remarks>
public sealed class ZipfSampler
{
    private readonly int _count;
    private readonly double _exponent;
    private readonly double _areaFirst;
    private readonly double _areaAll;
    private readonly double _shortcut;

    /// <param name="count">Number of ranks, at least 1.</param>
    /// <param name="exponent">The s above, more than 0; 1 is the classic law.</param>
    public ZipfSampler(int count, double exponent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exponent);
        _count = count;
        _exponent = exponent;
        _areaFirst = Area(1.5) - 1;
        _areaAll = Area(count + 0.5);
        _shortcut = 2 - AreaInverse(Area(2.5) - Density(2));
    }

    /// <summary>A rank from 0 (the likeliest) to count - 1.</summary>
    public int Next(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        while (true)
        {
            var area = _areaAll + (random.NextDouble() * (_areaFirst - _areaAll));
            var x = AreaInverse(area);
            var rank = (int)Math.Clamp(x + 0.5, 1, _count);
            if (rank - x <= _shortcut || area >= Area(rank + 0.5) - Density(rank))
            {
                return rank - 1;
            }
        }
    }

    private double Density(double x) => Math.Exp(-_exponent * Math.Log(x));

    private double Area(double x)
    {
        var log = Math.Log(x);
        return ExpM1OverX((1 - _exponent) * log) * log;
    }

    private double AreaInverse(double area)
    {
        var t = Math.Max(area * (1 - _exponent), -1);
        return Math.Exp(Log1POverX(t) * area);
    }

    // Near zero both quotients lose their digits (and s = 1 makes them 0/0), so a few terms of the series stand in.
    private static double Log1POverX(double x) =>
        Math.Abs(x) > 1e-4 ? Math.Log(1 + x) / x : 1 - (x * (0.5 - (x * ((1.0 / 3) - (0.25 * x)))));

    private static double ExpM1OverX(double x) =>
        Math.Abs(x) > 1e-4 ? (Math.Exp(x) - 1) / x : 1 + (x * 0.5 * (1 + (x / 3 * (1 + (0.25 * x)))));
}
