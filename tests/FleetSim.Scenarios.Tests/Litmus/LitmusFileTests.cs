using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Scenarios.Litmus;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.Search;

namespace FleetSim.Scenarios.Tests.Litmus;

public sealed class LitmusFileTests
{
    private const string Small = """
        name: small
        about: A test.
        topology: { group-of: 2, absent: [dev1] }
        actors:
          - name: one
            program: [attach dev0]
        expect:
          mainline: []
        """;

    [Fact]
    public void Parse_Operations_AreReadWithDevicesDriversAndDomains()
    {
        var litmus = Parse(Small.Replace(
            "[attach dev0]",
            "[plug dev1, override dev1, bind dev1 e1000e, attach-group dev1 mine, attach dev0, rescan, user-attach dev0]"));

        var operations = litmus.Actors[0].Operations;
        Assert.Equal(
            [
                OperationKind.Plug, OperationKind.Override, OperationKind.Bind, OperationKind.AttachGroup,
                OperationKind.AttachDevice, OperationKind.Rescan, OperationKind.UserAttach,
            ],
            operations.Select(operation => operation.Kind));
        Assert.Equal("slot of dev1", operations[0].Slot!.Name);
        Assert.Equal((null, "e1000e"), (operations[1].Driver, operations[2].Driver));
        Assert.Equal((Domain.Private(0x10), Domain.Private(0x11)), (operations[3].Domain, operations[4].Domain));
        Assert.Equal(Domain.Private(0x12, litmus.Actors[0].User), operations[6].Domain);
    }

    [Fact]
    public void Parse_ActorsOfOneUser_ShareIt()
    {
        var litmus = Parse(Small.Replace(
            "  - name: one\n    program: [attach dev0]",
            "  - { name: a, user: vm, program: [] }\n  - { name: b, user: vm, program: [] }\n  - { name: c, program: [] }"));

        Assert.Equal(litmus.Actors[0].User, litmus.Actors[1].User);
        Assert.NotEqual(litmus.Actors[0].User, litmus.Actors[2].User);
    }

    [Theory]
    [InlineData("function", 2, "01:00.0 01:00.1")]
    [InlineData("bridge", 3, "02:00.0")]
    public void Parse_GroupOfCards_IsOneGroup(string joined, int members, string requesters)
    {
        var litmus = Parse(Small.Replace("absent: [dev1]", $"joined-by: {joined}"));

        var template = litmus.Host.Boot(OwnershipPolicies.Mainline);
        var group = template.Groups.Single(group => group.State.Members.Length == members).State;

        var cards = group.Members.Where(member => !member.IsBridge).SelectMany(card => card.Rids).Distinct();
        Assert.Contains(requesters, string.Join(' ', cards.Order()), StringComparison.Ordinal);
        Assert.Equal(2, group.KernelDrivers());
    }

    [Fact]
    public void Parse_DevicesOfAKind_HaveTheirNames()
    {
        var litmus = Parse(Small
            .Replace("{ group-of: 2, absent: [dev1] }", "growing-group\ndevices: { net: 0000:01:00.0 }")
            .Replace("attach dev0", "attach net"));

        Assert.Equal(PciAddress.Parse("0000:01:00.0"), litmus.Actors[0].Operations[0].Device);
        Assert.Equal("net", litmus.Names["0000:01:00.0"]);
    }

    [Theory]
    [InlineData("attach dev0", "atach dev0", "6: actors[0].program[0]: 'atach' is not an operation; did you mean 'attach'?")]
    [InlineData("attach dev0", "attach dev7", "6: actors[0].program[0]: there is no device 'dev7'; did you mean 'dev0'?")]
    [InlineData("attach dev0", "attach", "6: actors[0].program[0]: 'attach' is not of the form 'attach DEVICE [DOMAIN]'")]
    [InlineData("attach dev0", "plug dev1 x", "6: actors[0].program[0]: 'plug dev1 x' is not of the form 'plug DEVICE'")]
    [InlineData("attach dev0", "bind dev0", "6: actors[0].program[0]: 'bind dev0' is not of the form 'bind DEVICE DRIVER'")]
    [InlineData(
        "attach dev0", "bind dev0 vfiopci", "6: actors[0].program[0]: there is no driver 'vfiopci'; did you mean 'vfio-pci'?")]
    [InlineData(
        "  mainline: []",
        "  mainlin: []",
        "8: expect: 'mainlin' is not a key here; did you mean 'mainline'?")]
    [InlineData(
        "  mainline: []",
        "  mainline: [INV-99]",
        "8: expect.mainline[0]: 'INV-99' is not one of INV-1, INV-3, INV-4, INV-5, INV-17, INV-24, INV-8, INV-9, INV-25, "
        + "INV-13, INV-14, INV-15, INV-16, INV-21, INV-22, INV-23, DMA, AUDIT, DEADLOCK, WARN, PANIC, INV-2, INV-11, "
        + "INV-12, INV-19, INV-26, INV-27, INV-28, INV-29; did you mean 'INV-19'?")]
    [InlineData("absent: [dev1]", "absent: [dev2]", "3: topology.absent[0]: 'dev2' is not one of dev0, dev1")]
    [InlineData("group-of: 2", "group-of: 9", "3: topology.group-of: '9' is not a whole number from 1 to 8")]
    [InlineData(
        "about: A test.",
        "about: A test.\ndevices: { net: 0000:01:00.0 }",
        "3: devices.net: the cards of a group have names: dev0, dev1 and so on")]
    [InlineData(
        "about: A test.",
        "about: A test.\ngiven: [claim dev0]",
        "3: given[0]: nobody claims before the actors begin; let an actor do it")]
    [InlineData("actors:", "actors:\n  - { name: one, program: [] }", "6: actors[1].name: two actors are named 'one'")]
    [InlineData(
        "{ group-of: 2, absent: [dev1] }",
        "growing-group\ndevices: { net: 0000:77:00.0 }",
        "4: devices.net: growing-group has no function 0000:77:00.0, at boot or in a slot")]
    [InlineData(
        "{ group-of: 2, absent: [dev1] }",
        "growing-group\ndevices: { net: here }",
        "4: devices.net: 'here' is not a PCI address (ssss:bb:dd.f, hexadecimal)")]
    public void Parse_Mistake_IsToldWithItsLineAndField(string right, string wrong, string sentence)
    {
        var problem = Assert.Throws<InputException>(() => Parse(Small.Replace(right, wrong)));

        Assert.Equal($"small.yaml:{sentence}", problem.Message);
    }

    [Fact]
    public void Parse_UnknownTopology_ListsTheKinds()
    {
        var text = Small.Replace("{ group-of: 2, absent: [dev1] }", "nowhere").Replace("attach dev0", "rescan");

        var problem = Assert.Throws<InputException>(() => Parse(text));

        Assert.StartsWith(
            "small.yaml:3: topology: there is no file '/nowhere' and no host kind of that name; the kinds are xeon-e5-dual,",
            problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Empty_SaysWhatIsNeeded()
    {
        var problem = Assert.Throws<InputException>(() => Parse(""));

        Assert.Equal(
            "small.yaml: is empty; a litmus test needs at least name, about, topology and actors", problem.Message);
    }

    [Fact]
    public void Placed_GivenIsRefused_NamesFileAndLine()
    {
        var litmus = Parse(Small.Replace("about: A test.", "about: A test.\ngiven:\n  - unbind dev0\n  - unbind dev0"));

        var problem = Assert.Throws<InputException>(() => Explorer.Explore(litmus.Under(OwnershipPolicies.Mainline)));

        Assert.Equal(
            "small.yaml:5: given[1]: 'unbind dev0' is answered ENOENT under mainline", litmus.Placed(problem).Message);
    }

    private static LitmusTest Parse(string text) => LitmusFile.Parse(text, "small.yaml", "/");
}
