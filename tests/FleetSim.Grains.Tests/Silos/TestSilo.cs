using FleetSim.Contracts.Reports;
using FleetSim.Fleets.Grains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Silo;

namespace FleetSim.Grains.Tests.Silos;

/// <summary>A silo of its own, for tests that read what a whole silo counts.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly FleetSilo _silo;

    private TestSilo(FleetSilo silo, GrainFleet target)
    {
        _silo = silo;
        Target = target;
    }

    public Fleet Fleet => Target.Fleet;

    public GrainFleet Target { get; }

    public IGrainFactory Grains => _silo.Grains;

    public static async Task<TestSilo> Start(
        string policy,
        int hosts,
        bool continuousChecks = true,
        Action<ISiloBuilder>? configure = null,
        bool history = false,
        Func<string, OwnershipPolicy?>? policies = null)
    {
        var options = new SiloOptions { Configure = configure, Policies = policies ?? OwnershipPolicies.Find };
        var silo = await FleetSilo.Start(options, TestContext.Current.CancellationToken);
        var declaration = TestFleet.Of(policy, hosts) with
        {
            ChecksInvariants = continuousChecks,
            RecordsHistory = history,
        };
        return new TestSilo(
            silo, await GrainFleet.Declare(silo.Grains, declaration, declaration.Boot(options.Policies(policy)!)));
    }

    public TestHost Host(int index) => new(Target, index);

    /// <summary>What the silo has counted so far.</summary>
    public async Task<FleetCounts> Counts()
    {
        await Target.Report.Refresh();
        return Target.Report.Counts;
    }

    public ValueTask DisposeAsync()
    {
        Target.Dispose();
        return _silo.DisposeAsync();
    }
}
