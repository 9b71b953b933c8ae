using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Exploration.Checks;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.Search;
using FleetSim.Verification.Exploration.Turns;
using FleetSim.Verification.Invariants;
using static FleetSim.Verification.Tests.Exploration.SmallPrograms;

namespace FleetSim.Verification.Tests.Exploration;

public sealed class ExplorerTests
{
    private static readonly OwnershipPolicy Viability = OwnershipPolicies.Find("viability")!;

    [Fact]
    public void Explore_SizeCheckThenHotplug_SplitsTheGroupInTwoSteps()
    {
        var result = Explorer.Explore(Origin(Viability));

        Assert.True(result.Exhausted);
        Assert.Equal("INV-3 INV-5 INV-8", Broken(result));
        Assert.All(result.Findings, finding => Assert.False(finding.Guaranteed));
        Assert.Equal(
            [
                "driver0: AttachDevice 0 → ok, bound to e1000e | group 1: owner kernel, count 0, domain private-1; "
                + "0000:01:00.0=e1000e on private-1",
                "hotplug: Plug 1 → under way | group 1: owner kernel, count 0, domain private-1, units being told; "
                + "0000:01:00.0=e1000e on private-1, 0000:01:00.1 on default",
            ],
            result.Findings[0].Trace.Select(step => step.ToString()));
    }

    [Fact]
    public void Explore_SizeCheckThenHotplugUnderMainline_BreaksNothing()
    {
        var result = Explorer.Explore(Origin(OwnershipPolicies.Mainline));

        Assert.True(result.Exhausted);
        Assert.Equal(("", 23, 2), (Broken(result), result.States, result.Steps));
    }

    public static TheoryData<string> Mistakes => [.. Found.Keys];

    /// <summary>What each mistake breaks; all of it mainline guarantees, but the WARN.</summary>
    private static readonly Dictionary<string, (OwnershipPolicy Policy, string Broken)> Found = new()
    {
        ["binds always"] = (new BrokenPolicies.BindsAlways(), "INV-1 INV-5"),
        ["claims always"] = (new BrokenPolicies.ClaimsAlways(), "INV-14 INV-21 INV-22"),
        ["claims without blocking"] = (new BrokenPolicies.ClaimsWithoutBlocking(), "INV-4 INV-15"),
        ["claims without count"] = (new BrokenPolicies.ClaimsWithoutCount(), "INV-2"),
        ["releases without detach"] = (new BrokenPolicies.ReleasesWithoutDetach(), "INV-16"),
        ["counts refusals"] = (new BrokenPolicies.CountsRefusals(), "INV-13"),
        ["nests nothing"] = (new BrokenPolicies.NestsNothing(), "INV-23"),
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Explore_PolicyWithAMistake_FindsWhatItBreaks(string mistake)
    {
        var (policy, broken) = Found[mistake];
        var program = Of(
            policy,
            size: 3,
            [Do(OperationKind.Unbind, 0), Do(OperationKind.Unbind, 1)],
            User("x", X, Do(OperationKind.Claim), UserAttach(X), Do(OperationKind.Release)),
            User("y", Y, Do(OperationKind.Claim)),
            User("y2", Y, Do(OperationKind.ClaimDevice), Do(OperationKind.ClaimDevice, 1)),
            Kernel("admin", Do(OperationKind.Bind, 0, "e1000e")));

        var guaranteed = Explorer.Explore(program).Findings.Where(finding => finding.Guaranteed).ToList();

        Assert.All(broken.Split(' '), id => Assert.Contains(id, guaranteed.Select(finding => finding.Invariant.Id)));
    }

    [Fact]
    public void Explore_SameProgramUnderMainline_BreaksNoPromise()
    {
        var program = Of(
            OwnershipPolicies.Mainline,
            size: 3,
            [Do(OperationKind.Unbind, 0), Do(OperationKind.Unbind, 1)],
            User("x", X, Do(OperationKind.Claim), UserAttach(X), Do(OperationKind.Release)),
            User("y", Y, Do(OperationKind.Claim)),
            User("y2", Y, Do(OperationKind.ClaimDevice), Do(OperationKind.ClaimDevice, 1)),
            Kernel("admin", Do(OperationKind.Bind, 0, "e1000e")));

        Assert.DoesNotContain(Explorer.Explore(program).Findings, finding => finding.Guaranteed);
    }

    [Fact]
    public void Explore_BindBesideAUser_StopsTheMachineBeforeAnythingElse()
    {
        var program = Of(
            Viability,
            size: 1,
            [Do(OperationKind.Unbind)],
            User("x", X, Do(OperationKind.Claim)),
            Kernel("admin", Do(OperationKind.Bind, 0, "e1000e")));

        var result = Explorer.Explore(program);

        Assert.Equal("PANIC", Broken(result));
        Assert.Equal(
            ["x: Claim 0 → ok", "admin: Bind 0 → BUG: the machine stops"],
            result.Findings[0].Trace.Select(step => step.Headline));
    }

    [Fact]
    public void Explore_MoreStatesThanAllowed_IsUnfinished()
    {
        var result = Explorer.Explore(Origin(OwnershipPolicies.Mainline), new ExplorationOptions { StatesMax = 10 });

        Assert.False(result.Exhausted);
        Assert.Equal(10, result.States);
        Assert.InRange(result.Waiting, 1, 10);
    }

    [Fact]
    public void Explore_ExactlyAsManyStatesAsAllowed_IsFinished()
    {
        var result = Explorer.Explore(Origin(OwnershipPolicies.Mainline), new ExplorationOptions { StatesMax = 23 });

        Assert.Equal((true, 23, 0), (result.Exhausted, result.States, result.Waiting));
    }

    [Fact]
    public void Explore_GivenIsRefused_SaysWhichAndWhy()
    {
        var program = Origin(OwnershipPolicies.Mainline) with
        {
            Given = [Do(OperationKind.Unbind), Do(OperationKind.Unbind)],
        };

        var problem = Assert.Throws<InputException>(() => Explorer.Explore(program));

        Assert.Equal("given[1]: 'Unbind 0' is answered ENOENT under mainline", problem.Message);
    }

    [Fact]
    public void Take_GrainIsBusy_WaitsUntilItHasAnswered()
    {
        var program = Of(
            OwnershipPolicies.Mainline,
            size: 1,
            [Do(OperationKind.Unbind)],
            User("x", X, Do(OperationKind.Claim)),
            User("y", Y, Do(OperationKind.Claim)));
        var machine = new Machine(program);

        var begun = machine.Take(machine.Start, 0)!.Value.World;
        var answered = machine.Take(begun, 0)!.Value;

        Assert.Null(machine.Take(begun, 1));
        Assert.True(answered.EndsOperation);
        Assert.NotNull(machine.Take(answered.World, 1));
    }

    [Fact]
    public void AtEnd_SomebodyStillWaits_IsADeadlock()
    {
        var machine = new Machine(Origin(OwnershipPolicies.Mainline));

        Assert.Equal(TraceInvariants.NoDeadlock, AtEnd.Of(machine.Start, machine).Trace);
    }

    [Fact]
    public void Explore_ReleaseWithoutAClaim_IsLeftOut()
    {
        var program = Of(
            OwnershipPolicies.Mainline,
            size: 1,
            [],
            User("x", X, Do(OperationKind.Claim), Do(OperationKind.Release)));

        var result = Explorer.Explore(program);

        Assert.Equal((2, 1, true), (result.States, result.Steps, result.Findings.IsEmpty));
    }
}
