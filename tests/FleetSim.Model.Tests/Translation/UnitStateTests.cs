using FleetSim.Model.Domains;
using FleetSim.Model.Translation.Units;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Translation;

public sealed class UnitStateTests
{
    private const int Group = 3;

    [Fact]
    public void Execute_RequesterIdAttachedBefore_HasTheNewEntryOnly()
    {
        var unit = Attached(UnitState.Empty, new(RidOf(0), Domain.Default), new(RidOf(1), Domain.Default));

        var next = Attached(unit, new RidAttachment(RidOf(0), P));

        Assert.Equal([new(RidOf(1), Domain.Default), new RidAttachment(RidOf(0), P)], next.Group(Group));
    }

    [Fact]
    public void Execute_WholeGroup_MovesItsRequesterIdsAndNoOthers()
    {
        var unit = Attached(UnitState.Empty, new(RidOf(0), Domain.Default), new(RidOf(1), P));
        unit = unit.Execute(new UnitCall(0, Domain.Default, [new(RidOf(2), Domain.Default)], []) { IsComplete = true }).Next;

        var (next, reply) = unit.Execute(new UnitCall(Group, Domain.Blocking));

        Assert.Equal(new UnitReply(2), reply);
        Assert.Equal(
            [Domain.Blocking, Domain.Blocking, Domain.Default],
            Enumerable.Range(0, 3).Select(index => next.AttachmentOf(RidOf(index))));
    }

    /// <summary>What a unit was never told, or has lost, it does not guess.</summary>
    [Fact]
    public void Execute_GroupThatIsNotKnown_AsksForAllOfIt()
    {
        var whole = UnitState.Empty.Execute(new UnitCall(Group, Domain.Blocking));
        var single = UnitState.Empty.Execute(
            new UnitCall(Group, Domain.Default, [new(RidOf(0), Domain.Default)], []));

        Assert.All([whole, single], answer => Assert.Equal((UnitState.Empty, new UnitReply(0, Unknown: true)), answer));
    }

    [Fact]
    public void Execute_Complete_ForgetsRequesterIdsThatAreNotNamed()
    {
        var unit = Attached(UnitState.Empty, new(RidOf(0), Domain.Default), new(RidOf(1), P));

        var next = unit.Execute(
            new UnitCall(Group, Domain.Default, [new(RidOf(2), Domain.Default)], []) { IsComplete = true }).Next;

        Assert.Equal([new RidAttachment(RidOf(2), Domain.Default)], next.Group(Group));
    }

    /// <summary>The first call about a group tells all of it, as groups do.</summary>
    private static UnitState Attached(UnitState unit, params RidAttachment[] attachments) => unit.Execute(
        new UnitCall(Group, Domain.Default, [.. attachments], []) { IsComplete = unit.Group(Group).IsEmpty }).Next;
}
