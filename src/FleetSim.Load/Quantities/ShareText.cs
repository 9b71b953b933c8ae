namespace FleetSim.Load.Quantities;

/// <summary>Shares as the scenario file writes them: <c>10%</c>, or <c>0.1</c>.</summary>
public static class ShareText
{
    private const string Expected = "a share such as 1% or 0.01";

    /// <summary>Parses 0 to 1.</summary>
    /// <exception cref="LoadFormatException">Not a number, another unit, negative, or more than 1.</exception>
    public static double Parse(string text) => Parse(text, "a share");

    /// <param name="kind">What the text should have been, as the sentence names it.</param>
    internal static double Parse(string text, string kind)
    {
        var (value, unit) = NumberText.Split(text, Expected);
        var share = unit switch
        {
            "%" => value / 100,
            "" => value,
            _ => throw new LoadFormatException($"'{text}' is not {kind}; expected {Expected}"),
        };
        return share <= 1
            ? share
            : throw new LoadFormatException($"'{text}' is more than everything; expected {Expected}");
    }
}
