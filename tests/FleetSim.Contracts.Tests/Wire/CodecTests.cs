using System.CodeDom.Compiler;
using System.Reflection;
using FleetSim.Contracts.Declarations;
using FleetSim.Contracts.Reports;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Images;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;

namespace FleetSim.Contracts.Tests.Wire;

public sealed class CodecTests
{
    [Fact]
    public void GrainInterfaces_EveryArgumentAndResult_HasACodec() => Assert.Equal(
        [],
        ModelTypes.OnTheSurface.Concat(ModelTypes.Reachable)
            .Where(type => OrleansServices.Codecs.TryGetCodec(type) is null)
            .Select(type => type.FullName));

    /// <summary>If the search above finds nothing, it finds no missing codec either.</summary>
    [Fact]
    public void GrainInterfaces_Surface_IsWhatGrainsAreCalledWith() => Assert.Equal(
        [
            nameof(AddressSpaceCall), nameof(AddressSpaceReply), nameof(DeclaredGeneration), nameof(DeviceCall), nameof(DeviceReply),
            nameof(DeviceState), nameof(DmaCall), nameof(DomainCall), nameof(DomainReply), nameof(FaultRecord),
            nameof(FleetDeclaration), nameof(FleetGeneration),
            nameof(GroupCall), nameof(GroupRecord), nameof(GroupReply), nameof(HardwareCommand), nameof(HostCall),
            nameof(HostReply), nameof(HostSnapshot), nameof(KernelDmaCall), nameof(KernelDmaReply), nameof(MemoryImage),
            nameof(ReportCursor), nameof(SiloDescription), nameof(SiloReport),
            nameof(TranslationBatch),
            nameof(TranslationReply), nameof(UnitCall), nameof(UnitReply), nameof(UnitState),
        ],
        ModelTypes.OnTheSurface.Select(type => type.Name));

    /// <summary>Model types in the order of names: one that is added here needs a surrogate, or is an enum.</summary>
    [Fact]
    public void GrainInterfaces_ModelTypesBelow_AllButEnumsHaveASurrogate() => Assert.Equal(
        ModelTypes.Reachable.Where(type => !type.IsEnum).Select(type => type.FullName),
        Converted().OrderBy(type => type.Name).Select(type => type.FullName));

    [Fact]
    public void Aliases_OfTypes_AreUniqueAndOurs()
    {
        var aliases = typeof(HostKey).Assembly.GetTypes()
            .Where(type => !type.IsDefined(typeof(GeneratedCodeAttribute)))
            .Select(type => type.GetCustomAttribute<AliasAttribute>()?.Alias).OfType<string>().ToList();

        Assert.Equal(aliases.Distinct(), aliases);
        Assert.All(aliases, alias => Assert.StartsWith("fleetsim.", alias, StringComparison.Ordinal));
    }

    [Fact]
    public void Aliases_OfGrainMethods_AreThereAndUniqueInTheirGrain() => Assert.All(
        ModelTypes.GrainInterfaces,
        grain =>
        {
            var aliases = grain.GetMethods()
                .Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias).ToList();

            Assert.DoesNotContain(null, aliases);
            Assert.Equal(aliases.Distinct(), aliases);
        });

    [Fact]
    public void Surrogates_All_HaveAnAliasAndNumberedFieldsFromZero() => Assert.All(
        Surrogates(),
        surrogate =>
        {
            var ids = surrogate.GetFields().Select(field => field.GetCustomAttribute<IdAttribute>()?.Id).ToList();

            Assert.NotNull(surrogate.GetCustomAttribute<AliasAttribute>());
            Assert.Equal(Enumerable.Range(0, ids.Count).Select(id => (uint?)id), ids);
        });

    private static IEnumerable<Type> Converted() => Contracts().Select(contract => contract.GenericTypeArguments[0]);

    private static IEnumerable<Type> Surrogates() => Contracts().Select(contract => contract.GenericTypeArguments[1]);

    private static IEnumerable<Type> Contracts() => typeof(HostKey).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(RegisterConverterAttribute)))
        .SelectMany(type => type.GetInterfaces());
}
