namespace FleetSim.Load.Comparing;

/// <summary>Quantiles of Student's t distribution.</summary>
/// <remarks>
/// The regularized incomplete beta function by its continued fraction, and bisection: slow, exact to about nine
/// digits, and without a table. Source: Press et al., Numerical Recipes, section 6.4.
/// </remarks>
internal static class StudentT
{
    /// <summary>The value that is exceeded with the given probability.</summary>
    /// <param name="probability">More than 0, at most 0.5.</param>
    /// <param name="freedom">Degrees of freedom, more than 0; need not be whole.</param>
    public static double Upper(double probability, double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 0.5);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        var (low, high) = (0.0, 1.0);
        while (Exceeds(high, freedom) > probability)
        {
            (low, high) = (high, high * 2);
        }

        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Exceeds(middle, freedom) > probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The probability of a value above the given one, which is not negative.</summary>
    public static double Exceeds(double value, double freedom) =>
        0.5 * Beta(freedom / 2, 0.5, freedom / (freedom + (value * value)));

    private static double Beta(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        var front = Math.Exp(
            LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2)
            ? front * Fraction(a, b, x) / a
            : 1 - (front * Fraction(b, a, 1 - x) / b);
    }

    /// <summary>Lentz's method.</summary>
    private static double Fraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = 1 / Away(1 - ((a + b) * x / (a + 1)));
        var result = d;
        for (var m = 1; m <= 500; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            result *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-14)
            {
                break;
            }
        }

        return result;
    }

    private static double Away(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    /// <summary>Lanczos' approximation for positive numbers.</summary>
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> weights =
        [
            76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
            -0.5395239384953e-5,
        ];
        var sum = 1.000000000190015;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] / (x + i + 1);
        }

        return ((x + 0.5) * Math.Log(x + 5.5)) - (x + 5.5) + Math.Log(2.5066282746310005 * sum / x);
    }
}
