using System.Text.Json.Nodes;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Litmus;
using FleetSim.Scenarios.Tests.Files;
using FleetSim.Verification.Exploration.Search;

namespace FleetSim.Scenarios.Tests.Litmus;

/// <summary>Every litmus test that is shipped does under every policy what it says.</summary>
public sealed class ShippedLitmusTestsTests
{
    public static TheoryData<string> Names => [.. ShippedLitmusTests.Names];

    public static TheoryData<string, string> NamesUnderPolicies
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var name in ShippedLitmusTests.Names)
            {
                foreach (var policy in OwnershipPolicies.All)
                {
                    rows.Add(name, policy.Name);
                }
            }

            return rows;
        }
    }

    [Fact]
    public void Names_All_AreTheShippedFilesWithTheOriginFirst() => Assert.Equal(
        [
            "origin", "big-group", "bind-vs-claim", "direct-mapping-newcomer", "h1-shared-private-domain",
            "h2-bind-under-private-domain", "h3-detach-after-hotplug", "hotplug-into-owned-group", "nested-claims",
            "release-vs-bind", "remove-and-rescan", "shared-domain-two-groups", "shared-requester-id", "two-claimers",
            "unbind-during-claim", "unplug-while-owned", "vfio-sibling-panic",
        ],
        ShippedLitmusTests.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_Name_IsATestOfThatNameWithCommentsThatExpectsSomethingOfEveryPolicy(string name)
    {
        var litmus = Read(name);

        Assert.Equal(name, litmus.Name);
        Assert.StartsWith("# ", ShippedLitmusTests.Find(name), StringComparison.Ordinal);
        Assert.Equal(
            OwnershipPolicies.All.Select(policy => policy.Name).Order(StringComparer.Ordinal), litmus.Expected.Keys);
    }

    [Theory]
    [MemberData(nameof(NamesUnderPolicies))]
    public void Explore_UnderAPolicy_BreaksExactlyWhatIsExpectedAndNoPromise(string name, string policy)
    {
        var litmus = Read(name);
        var rules = OwnershipPolicies.Find(policy)!;

        var verdict = LitmusVerdict.Of(litmus, rules, Explorer.Explore(litmus.Under(rules)));

        Assert.True(verdict.Exhausted);
        Assert.Equal(verdict.Expected!.Value.Order(), verdict.Findings.Select(finding => finding.Invariant.Id).Order());
        Assert.Empty(verdict.Findings.Where(finding => finding.Guaranteed));
        Assert.True(verdict.Passed);
    }

    /// <summary>The reduction is sound on every test: what it leaves out shows nothing else.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Explore_EveryTurn_FindsTheSameInAsManySteps(string name)
    {
        var litmus = Read(name);
        var rules = OwnershipPolicies.Find(name == "big-group" ? "mainline" : "viability")!;

        var reduced = Explorer.Explore(litmus.Under(rules));
        var full = Explorer.Explore(litmus.Under(rules), new ExplorationOptions { Reduced = false });

        Assert.Equal(Told(full), Told(reduced));
        Assert.InRange(reduced.States, 1, full.States - 1);

        static IEnumerable<(string, int)> Told(ExplorationResult result) => result.Findings
            .Select(finding => (finding.Invariant.Id, finding.Trace.Length)).Order();
    }

    [Fact]
    public void Origin_UnderViability_SplitsTheGroupInTwoSteps()
    {
        var trace = Trace("origin", "viability", "INV-3");

        Assert.Equal(["driver0: attach dev0 → ok, bound to e1000e", "hotplug: plug dev1 → under way"], trace);
    }

    [Fact]
    public void H1_UnderMainline_AttachesUnderTwoDriversInOneStep() =>
        Assert.Equal(["driver0: attach-group dev0 → under way"], Trace("h1-shared-private-domain", "mainline", "INV-8"));

    [Fact]
    public void H2_UnderMainline_BindsUnderAPrivateDomainThatNobodyHolds() => Assert.Equal(
        ["driver0: attach dev0 → ok, bound to attaches-unclaimed", "hotplug: plug dev1 → ok, 1 added, 1 bound"],
        Trace("h2-bind-under-private-domain", "mainline", "INV-25"));

    [Fact]
    public void BigGroup_Size_IsFourActorsOfThreeOperations() => Assert.Equal(
        [3, 3, 3, 3], Read("big-group").Actors.Select(actor => actor.Operations.Length));

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_ShippedTest_MeetsIt(string name) => Assert.Null(
        JsonSchema.Problem(JsonNode.Parse(LitmusSchema.Json())!, YamlJson.Of(ShippedLitmusTests.Find(name)!)));

    internal static LitmusTest Read(string name) =>
        LitmusFile.Parse(ShippedLitmusTests.Find(name)!, $"{name}.yaml", Environment.CurrentDirectory);

    private static IEnumerable<string> Trace(string name, string policy, string invariant)
    {
        var result = Explorer.Explore(Read(name).Under(OwnershipPolicies.Find(policy)!));
        return result.Findings.Single(finding => finding.Invariant.Id == invariant).Trace.Select(step => step.Headline);
    }
}
