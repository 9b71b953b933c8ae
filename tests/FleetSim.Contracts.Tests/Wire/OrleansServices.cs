using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace FleetSim.Contracts.Tests.Wire;

/// <summary>The serializer and copier of a silo, without a silo.</summary>
internal static class OrleansServices
{
    private static readonly ServiceProvider Provider = new ServiceCollection()
        .AddSerializer()
        .AddModelSerialization()
        .BuildServiceProvider();

    public static Serializer Serializer { get; } = Provider.GetRequiredService<Serializer>();

    public static DeepCopier Copier { get; } = Provider.GetRequiredService<DeepCopier>();

    public static ICodecProvider Codecs { get; } = Provider.GetRequiredService<ICodecProvider>();
}
