using FleetSim.Fleets.Grains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Silo;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Grains.Tests.Silos;

/// <summary>A silo of its own, for tests that read what a whole silo counts.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly EmbeddedSilo _silo;

    private TestSilo(EmbeddedSilo silo, Fleet fleet, HistoryRecorder? history)
    {
        _silo = silo;
        Fleet = fleet;
        Target = new GrainFleet(silo.Grains, fleet, silo.Instruments, silo.BrokenInvariants, silo.Incidents, history);
    }

    public Fleet Fleet { get; }

    public GrainFleet Target { get; }

    public IGrainFactory Grains => _silo.Grains;

    public static async Task<TestSilo> Start(
        string policy,
        int hosts,
        bool continuousChecks = true,
        Action<ISiloBuilder>? configure = null,
        HistoryRecorder? history = null)
    {
        var fleet = TestFleet.Of(OwnershipPolicies.Find(policy)!, hosts);
        var options = new SiloOptions { ContinuousChecks = continuousChecks, Configure = configure, History = history };
        var silo = await EmbeddedSilo.Start(fleet, options, TestContext.Current.CancellationToken);
        return new TestSilo(silo, fleet, history);
    }

    public TestHost Host(int index) => new(Target, index);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();
}
