using System.Text.Json;
using FleetSim.Fleets.Grains;
using FleetSim.Fleets.Local;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Ownership.Policies;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;
using FleetSim.Silo;
using FleetSim.Verification.History;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>Every run ends with a verdict on the history of its groups, and fails because of it.</summary>
public sealed class HistoryTests
{
    /// <summary>Users that want the same groups, and nothing else.</summary>
    private static readonly Scenario Claims = ScenarioFile.Parse(
        """
        name: claims
        fleet: { hosts: 1, mix: [ { topology: q35-nested } ] }
        duration: 300ms
        workloads:
          - { name: vms, kind: claim-contention, load: { constant: 16 }, hold: 1ms..5ms }
        """,
        "claims.yaml");

    public static TheoryData<string> Policies => [.. OwnershipPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Run_WithoutGrains_IsLinearizableUnderEveryPolicy(string policy)
    {
        var result = await Busy.Run(Busy.Scenario("growing-group } , { topology: q35-nested", hosts: 6), policy);

        Assert.Empty(result.History!.Problems);
        Assert.Equal((0, 0), (result.History.Unanswered, result.History.Unrecorded));
        Assert.InRange(result.History.Operations, 100, long.MaxValue);
    }

    [Theory]
    [InlineData("viability")]
    [InlineData("mainline")]
    public async Task Run_ThroughGrains_IsLinearizable(string policy)
    {
        var result = await ThroughGrains(
            OwnershipPolicies.Find(policy)!, Busy.Scenario("growing-group } , { topology: q35-nested", hosts: 4));

        Assert.Empty(result.History!.Problems.SelectMany(problem => problem.Window));
        Assert.Equal(0, result.History.Unanswered);
    }

    /// <summary>The fleet answers as its policy says; the history is held to the rules of that name.</summary>
    [Fact]
    public async Task Run_ThroughGrainsWithABrokenPolicy_FailsBecauseOfItsHistory()
    {
        var result = await ThroughGrains(new TwoOwnersPolicy(), Claims);

        var problem = result.History!.Problems[0];
        Assert.False(result.Passed);
        Assert.Contains($"h{problem.Host:d6}/{problem.Group} {problem.Sentence}", result.BrokenGuarantees);
        Assert.Contains(result.History.Problems.SelectMany(one => one.Window), line => line.Contains("granted", StringComparison.Ordinal)
            && line.Contains("; the model: EPERM", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_HistoryOff_HasNoVerdictAndRecordsNothing()
    {
        var scenario = Busy.Scenario(more: "checks: { history: off }");
        using var target = new LocalFleet(
            FleetBuilder.Build(scenario, OwnershipPolicies.Mainline, "."), continuousChecks: true, history: false);

        var result = await new ScenarioRun(scenario, target).Execute(TestContext.Current.CancellationToken);

        Assert.Null(result.History);
        Assert.Equal(0, (await target.Report.History()).Operations);
        Assert.Equal(JsonValueKind.Null, Document(result).ValueKind);
    }

    [Fact]
    public async Task Document_OfARun_HasTheVerdict()
    {
        var result = await Busy.Run(Busy.Scenario());

        var history = Document(result);

        Assert.Equal(result.History!.Operations, history.GetProperty("operations").GetInt64());
        Assert.Equal(result.History.Groups, history.GetProperty("groups").GetInt32());
        Assert.True(history.GetProperty("linearizable").GetBoolean());
        Assert.Empty(history.GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public async Task Document_OfAFailedHistory_HasTheWindow()
    {
        var clean = await Busy.Run(Busy.Scenario());
        var problem = new HistoryProblem(3, 7, "gave a wrong answer", ["the group has no members", "a line"]);

        var result = clean with { History = clean.History! with { Problems = [problem] } };

        var history = Document(result);
        Assert.Equal(["h000003/7 gave a wrong answer"], result.Reasons);
        Assert.False(history.GetProperty("linearizable").GetBoolean());
        var document = Assert.Single(history.GetProperty("problems").EnumerateArray());
        Assert.Equal("h000003/7", document.GetProperty("group").GetString());
        Assert.Equal(problem.Window, document.GetProperty("window").EnumerateArray().Select(line => line.GetString()!));
    }

    [Theory]
    [InlineData(0, 0, "1,200 operations of 30 groups, linearizable")]
    [InlineData(5, 0, "1,200 operations of 30 groups, 5 without an answer, linearizable")]
    [InlineData(0, 9, "the first 1,200 operations of 30 groups (9 later ones were not recorded), linearizable")]
    public void Text_OfAVerdict_SaysWhatWasChecked(long unanswered, long unrecorded, string text) =>
        Assert.Equal(text, HistoryText.Of(new HistoryVerdict(1_200, unanswered, unrecorded, 30, [])));

    private static async Task<RunResult> ThroughGrains(OwnershipPolicy policy, Scenario scenario)
    {
        await using var silo = await FleetSilo.Start(
            new SiloOptions { Policies = _ => policy }, TestContext.Current.CancellationToken);
        var declaration = FleetBuilder.Declare(scenario, ".");
        using var target = await GrainFleet.Declare(silo.Grains, declaration, declaration.Boot(policy));
        return await new ScenarioRun(scenario, target).Execute(TestContext.Current.CancellationToken);
    }

    private static JsonElement Document(RunResult result)
    {
        using var json = JsonDocument.Parse(RunJson.Text(RunDocument.Of(result)));
        return json.RootElement.GetProperty("history").Clone();
    }

    /// <summary>Mainline, but for a second claim: it is granted while the first one stands.</summary>
    private sealed class TwoOwnersPolicy : MainlinePolicy
    {
        public override Verdict ClaimGroup(GroupState group, OwnerCookie owner) =>
            group.IsClaimed ? group.ClaimedBy(owner, null) : base.ClaimGroup(group, owner);

        public override Verdict ClaimDevice(GroupState group, Model.Pci.PciAddress device, OwnerCookie owner) =>
            group.IsClaimed ? group.ClaimedBy(owner, null) : base.ClaimDevice(group, device, owner);
    }
}
