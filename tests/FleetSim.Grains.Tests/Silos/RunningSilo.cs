using FleetSim.Grains.Tests.Silos;

[assembly: AssemblyFixture(typeof(MainlineSilo))]
[assembly: AssemblyFixture(typeof(ViabilitySilo))]

namespace FleetSim.Grains.Tests.Silos;

/// <summary>A silo that all tests share; every test takes hosts that no other test has.</summary>
public abstract class RunningSilo(string policy) : IAsyncLifetime
{
    private const int Hosts = 200;

    private int _lastOfEachKind = -1;

    internal TestSilo Silo { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Silo = await TestSilo.Start(policy, Hosts);

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A fresh host of kind <c>growing-group</c>.</summary>
    internal TestHost Growing() => Silo.Host(2 * Interlocked.Increment(ref _lastOfEachKind));

    /// <summary>A fresh host of kind <c>q35-nested</c>.</summary>
    internal TestHost Nested() => Silo.Host((2 * Interlocked.Increment(ref _lastOfEachKind)) + 1);
}

public sealed class MainlineSilo() : RunningSilo("mainline");

public sealed class ViabilitySilo() : RunningSilo("viability");
