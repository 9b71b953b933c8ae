using System.Reflection;
using FleetSim.Contracts;

namespace FleetSim.Architecture.Tests;

/// <summary>
/// What crosses the wire has a name of its own, so that a renamed type or method still understands its older self.
/// </summary>
public sealed class WireTests
{
    private static readonly Type[] Types = typeof(IHostGrain).Assembly.GetExportedTypes();

    private static readonly Type[] Grains =
        [.. Types.Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))];

    [Fact]
    public void Grains_OfTheContracts_AreFound() => Assert.Superset(
        new HashSet<string> { "IDeviceGrain", "IHostGrain", "IIommuGroupGrain", "IIommuUnitGrain" },
        Grains.Select(type => type.Name).ToHashSet());

    [Fact]
    public void Alias_GrainInterfacesAndTheirMethods_HaveOne()
    {
        Assert.All(Grains, Aliased);
        Assert.All(Grains.SelectMany(grain => grain.GetMethods()), Aliased);
    }

    [Fact]
    public void Alias_WireTypes_HaveOne() =>
        Assert.All(Types.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute))), Aliased);

    [Fact]
    public void Alias_Types_NoneIsGivenTwice()
    {
        var aliases = Types.Select(AliasOf).OfType<string>().ToList();

        Assert.Equal(aliases.Distinct(), aliases);
        Assert.All(aliases, alias => Assert.StartsWith("fleetsim.", alias, StringComparison.Ordinal));
    }

    [Fact]
    public void Alias_MethodsOfAGrain_NoneIsGivenTwice() => Assert.All(Grains, grain =>
    {
        var aliases = grain.GetMethods().Select(AliasOf).ToList();
        Assert.Equal(aliases.Distinct(), aliases);
    });

    /// <summary>
    /// Generic Task results are awaited and named by what is done; no suffix says that they are asynchronous.
    /// </summary>
    [Fact]
    public void Methods_OfGrains_CarryNoAsyncSuffix() => Assert.DoesNotContain(
        Grains.SelectMany(grain => grain.GetMethods()),
        method => method.Name.EndsWith("Async", StringComparison.Ordinal));

    private static void Aliased(MemberInfo member) =>
        Assert.True(AliasOf(member) is not null, $"{member.DeclaringType?.Name}.{member.Name} has no [Alias]");

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;
}
