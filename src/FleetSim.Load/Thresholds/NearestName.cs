namespace FleetSim.Load.Thresholds;

/// <summary>The name that was probably meant by a misspelt one.</summary>
public static class NearestName
{
    /// <summary>The end of a sentence, <c>; did you mean 'inject'?</c>; empty if nothing is near.</summary>
    public static string Suggestion(string name, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(names);
        var distanceMax = 1 + (name.Length / 3);
        var nearest = names
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= distanceMax)
            .Select(candidate => (Name: candidate, Distance: EditDistance.Between(name, candidate)))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is null || nearest.Distance > distanceMax ? "" : $"; did you mean '{nearest.Name}'?";
    }
}
