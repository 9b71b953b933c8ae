using FleetSim.Benchmarks.Translation;

namespace FleetSim.Cli.Tests;

/// <summary>What the model's hot paths are measured against finds the same addresses.</summary>
public sealed class NativeProgramTests
{
    [Fact]
    public async Task Compile_NoSuchCompiler_IsNull() => Assert.Null(
        await NativeProgram.Compile(TestContext.Current.CancellationToken, compiler: "fleetsim-no-compiler"));

    [Theory]
    [InlineData(64)]
    [InlineData(512)]
    public async Task Run_Hits_FindsTheSameAddresses(int pages)
    {
        using var native = await Compiled();
        var loop = new IotlbLoop(pages);

        var hits = loop.Pass();
        var (nanoseconds, sum) = await Run(native, $"hit {pages} {loop.Count}");

        Assert.Equal((ulong)loop.Count, hits);
        Assert.Equal(loop.Sum(), sum);
        Assert.True(nanoseconds > 0);
    }

    [Theory]
    [InlineData(3, 12, 512)]
    [InlineData(3, 21, 512)]
    [InlineData(3, 30, 512)]
    [InlineData(4, 12, 512)]
    [InlineData(4, 12, 65_536)]
    [InlineData(4, 21, 512)]
    [InlineData(4, 30, 512)]
    [InlineData(5, 12, 512)]
    [InlineData(5, 21, 512)]
    [InlineData(5, 30, 512)]
    public async Task Run_Walks_FindsTheSameAddresses(int levels, int pageShift, int pages)
    {
        using var native = await Compiled();
        var loop = new WalkLoop(levels, pageShift, pages);

        var (_, sum) = await Run(native, $"walk {levels} {pageShift} {pages} {loop.Count}");

        Assert.Equal(loop.Pass(), sum);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(21)]
    [InlineData(30)]
    public async Task Run_Maps_FindsTheSamePagesAndTables(int pageShift)
    {
        using var native = await Compiled();
        var loop = new MapLoop(pageShift);

        var (_, sum) = await Run(native, $"map {pageShift} {loop.Leaves}");

        Assert.Equal(1UL << 30, loop.Pass());
        Assert.Equal(loop.Sum(), sum);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1024)]
    [InlineData(16_384)]
    public async Task Run_Batches_FindsTheSameAddressesAndHits(int size)
    {
        using var native = await Compiled();
        var (units, batches) = (new BareUnits(), BareUnits.Batches(size));
        units.Pass(batches); // Fills the caches.

        var hits = units.Pass(batches);
        var (_, sum) = await Run(native, $"batch {size} {BareUnits.Count}");

        var addresses = batches.SelectMany(unit => unit).SelectMany(batch => batch.Results.ToArray());
        Assert.Equal(addresses.Aggregate((ulong)hits, (total, result) => total + result.Address), sum);
        Assert.Equal(0.9, (double)hits / BareUnits.Count, 0.01);
    }

    private static async Task<NativeProgram> Compiled()
    {
        var native = await NativeProgram.Compile(TestContext.Current.CancellationToken);
        Assert.SkipWhen(native is null, "no gcc");
        return native!;
    }

    private static Task<(double Nanoseconds, ulong Sum)> Run(NativeProgram native, string arguments) =>
        native.Run(arguments, TestContext.Current.CancellationToken);
}
