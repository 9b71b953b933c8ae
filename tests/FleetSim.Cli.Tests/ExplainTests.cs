using System.Text.Json.Nodes;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Litmus;
using FleetSim.Verification.Invariants;

namespace FleetSim.Cli.Tests;

public sealed class ExplainTests
{
    [Theory]
    [InlineData("INV-8")]
    [InlineData("inv-8")]
    public async Task Explain_IsolationInvariant_TellsPromisesSourceChecksAndLitmusTests(string id) => Assert.Equal(
        """
        INV-8: No private domain is attached under two or more kernel drivers.

        in runs:       counted under every policy; guaranteed by private-domain, strict
        in explore:    looked for under every policy; guaranteed by private-domain, strict
        bookkeeping:   the code below requires it of every new state; a break stops the activation
        source:        docs/reference/ownership.md sections 4.9 and 5 (hole H-1); iommu_attach_group
        checked by:    IsolationChecker, StrictPolicy, PrivateDomainPolicy
        litmus tests:  explore TEST --policy POLICY breaks it for
          origin                    viability, enum-v1, tag, user-domain
          big-group                 viability, enum-v1, tag, user-domain, mainline-6.1, mainline
          h1-shared-private-domain  viability, enum-v1, tag, user-domain, mainline-6.1, mainline
          h3-detach-after-hotplug   viability, enum-v1, tag, user-domain
          shared-domain-two-groups  viability, enum-v1, tag, user-domain, mainline-6.1, mainline
          shared-requester-id       viability, enum-v1, tag, user-domain, mainline-6.1, mainline

        """,
        await Output(id));

    [Fact]
    public async Task Explain_Bookkeeping_SaysWhatABreakDoes() => Assert.Equal(
        """
        TR-FLUSH: A flush queue takes no more than it has room for, and a flush ends after it began.

        bookkeeping:   the code below requires it of every new state; a break stops the activation
        source:        docs/reference/translation.md section 8; queue_iova, fq_flush_iotlb
        checked by:    FlushQueue
        litmus tests:  no shipped test breaks it

        """,
        await Output("TR-FLUSH"));

    [Fact]
    public async Task Explain_Policy_TellsWhatItGuaranteesAndLeavesOpen()
    {
        var text = await Output("Mainline-6.1");

        Assert.StartsWith("mainline-6.1: The merged rules: an owner cookie and a count.", text);
        Assert.Contains("\nera:            Linux v5.19 to v6.4\n", text);
        Assert.Contains("\ndoes not:       INV-3, INV-5, INV-8, INV-9, INV-25, DMA, WARN\n", text);
        Assert.Contains("\nrefuses claims: with EPERM, EBUSY, EINVAL\n", text);
    }

    [Fact]
    public async Task Explain_Errno_ListsTheOperationsThatAnswerIt()
    {
        var text = await Output("ebadfd");

        Assert.Equal(
            """
            EBADFD (77): The file is not what the call needs.

              SET_CONTAINER  the file is no container (v6.5 and later) [docs/reference/userapi.md section 1.2]

            """,
            text);
    }

    [Fact]
    public async Task Explain_WithoutAnId_ListsEverythingWithItsSentence()
    {
        var text = await Output();

        Assert.All(InvariantCatalogue.All, info => Assert.Contains(info.Sentence, text));
        Assert.All(OwnershipPolicies.All, policy => Assert.Contains($"\n  {policy.Name} ", text));
        Assert.All(
            Enum.GetValues<Errno>().Where(errno => errno != Errno.None),
            errno => Assert.Contains($"\n  {errno} ", text));
    }

    [Fact]
    public async Task Explain_Json_IsOneDocumentWithTheSame()
    {
        var invariant = JsonNode.Parse(await Output("INV-22", "--json"))!;

        Assert.Equal(
            ("INV-22", "invariant", false, null),
            ((string?)invariant["id"], (string?)invariant["kind"], (bool)invariant["bookkeeping"]!,
                invariant["guaranteedInRuns"]));
        Assert.Equal("""["mainline-6.1","mainline","strict"]""", invariant["guaranteedInExplore"]!.ToJsonString());
        Assert.Equal(
            """[{"name":"two-claimers","policies":["enum-v1","tag","user-domain","private-domain"]}]""",
            invariant["litmus"]!.ToJsonString());

        var all = JsonNode.Parse(await Output("--json"))!;
        Assert.Equal(
            (InvariantCatalogue.All.Length, 8, Enum.GetValues<Errno>().Length - 1),
            (all["invariants"]!.AsArray().Count, all["policies"]!.AsArray().Count, all["errnos"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("INV-88", "; did you mean 'INV-18'?")]
    [InlineData("ebusi", "; did you mean 'EBUSY'?")]
    [InlineData("mainlin", "; did you mean 'mainline'?")]
    [InlineData("something-else-entirely", "")]
    public async Task Explain_UnknownId_IsRefusedWithTheNearest(string id, string suggestion) =>
        (await FleetSimProgram.Run("explain", id))
        .RequireRefused(2, $"there is no invariant, policy or errno '{id}'{suggestion}");

    [Fact]
    public async Task Explain_Policies_AreAllOfThemInTheirOrder() => Assert.Equal(
        OwnershipPolicies.All.Select(policy => policy.Name),
        (await All("policies")).Select(policy => (string?)policy!["id"]));

    [Fact]
    public async Task Explain_ErrnosThatAPolicyRefusesClaimsWith_NameTheClaim()
    {
        var claims = (await All("errnos"))
            .Where(errno => errno!["answers"]!.AsArray().Any(answer => $"{answer!["operation"]}".StartsWith("claim")))
            .Select(errno => (string?)errno!["id"]);

        Assert.Empty(OwnershipPolicies.All.SelectMany(policy => policy.Refusals.Claim).Select(errno => $"{errno}")
            .Except(claims));
    }

    [Fact]
    public async Task Explain_InvariantsThatALitmusTestBreaks_NameTheTest()
    {
        var named = (await All("invariants")).SelectMany(invariant => invariant!["litmus"]!.AsArray()
            .SelectMany(litmus => litmus!["policies"]!.AsArray()
                .Select(policy => $"{litmus["name"]} {policy} {invariant["id"]}")));

        var expected = ShippedLitmusTests.Names
            .Select(name => LitmusFile.Parse(ShippedLitmusTests.Find(name)!, name, "."))
            .SelectMany(test => test.Expected.SelectMany(policy =>
                policy.Value.Select(id => $"{test.Name} {policy.Key} {id}")));
        Assert.Equal(expected.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static async Task<JsonArray> All(string part) =>
        JsonNode.Parse(await Output("--json"))![part]!.AsArray();

    private static async Task<string> Output(params string[] args)
    {
        var explained = await FleetSimProgram.Run(["explain", .. args]);
        Assert.Equal((0, ""), (explained.ExitCode, explained.Error));
        return explained.Output;
    }
}
