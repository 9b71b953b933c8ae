namespace FleetSim.Contracts.Tests.Wire;

/// <summary>The wire does not change unless a file does: what the analyzer of the public API cannot see.</summary>
public sealed class WireSurfaceTests
{
    private const string File = "WireSurface.txt";

    [Fact]
    public void WireSurface_Now_IsAsRecorded()
    {
        var recorded = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", File));
        var now = WireSurface.Write();
        var received = Path.Combine(AppContext.BaseDirectory, "Wire", "WireSurface.received.txt");
        System.IO.File.WriteAllText(received, now);

        var changes = Lines(recorded).Except(Lines(now)).Select(line => $"- {line}")
            .Concat(Lines(now).Except(Lines(recorded)).Select(line => $"+ {line}"));

        Assert.True(
            recorded == now,
            $"""
            The wire has changed. Silos of the version before can neither send nor read this:
            {string.Join(Environment.NewLine, changes)}
            If the change is meant, copy {received}
            over tests/FleetSim.Contracts.Tests/Wire/{File}.
            """);
    }

    [Fact]
    public void Aliases_OfWireTypesAndGrains_AreAllThere()
    {
        var members = WireSurface.WireTypes.Concat(WireSurface.Grains)
            .Concat(WireSurface.Grains.SelectMany(grain => grain.GetMethods()).Cast<System.Reflection.MemberInfo>());

        Assert.DoesNotContain(members, member => WireSurface.Alias(member) is null);
    }

    /// <summary>An alias of a generic type names the number of its arguments, or two types would share it.</summary>
    [Fact]
    public void Aliases_OfGenericWireTypes_EndInTheNumberOfArguments() => Assert.All(
        WireSurface.WireTypes.Where(type => type.IsGenericTypeDefinition),
        type => Assert.EndsWith($"`{type.GetGenericArguments().Length}", WireSurface.Alias(type)));

    /// <summary>If the searches above find no type, they find no missing alias either.</summary>
    [Fact]
    public void WireSurface_Searches_FindEveryGrainAndSurrogate()
    {
        Assert.Superset(ModelTypes.GrainInterfaces.ToHashSet(), WireSurface.Grains.ToHashSet());
        Assert.Contains(typeof(HostSnapshot), WireSurface.WireTypes);
        Assert.Contains(WireSurface.WireTypes, type => WireSurface.Alias(type) == "fleetsim.wire.group-call");
    }

    /// <summary>The lines of a text, each with the heading it is under.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        var heading = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            heading = line.StartsWith(' ') ? heading : line;
            yield return line == heading ? line : $"{heading}: {line.Trim()}";
        }
    }
}
