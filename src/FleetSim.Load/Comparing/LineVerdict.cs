namespace FleetSim.Load.Comparing;

/// <summary>What one compared figure says.</summary>
public enum LineVerdict
{
    /// <summary>The same within the tolerance, and the noise is smaller than that.</summary>
    Equal,

    /// <summary>Better beyond tolerance and noise.</summary>
    Better,

    /// <summary>Worse beyond tolerance and noise.</summary>
    Regression,

    /// <summary>The noise is larger than the tolerance, or as large as the difference that was found.</summary>
    TooNoisy,

    /// <summary>Told, and not judged.</summary>
    Told,
}
