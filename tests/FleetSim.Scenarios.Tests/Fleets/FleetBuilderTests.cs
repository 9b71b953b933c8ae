using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Scenarios.Fleets;
using FleetSim.Scenarios.Tests.Running;

namespace FleetSim.Scenarios.Tests.Fleets;

/// <summary>A fleet of built-in kinds, of captures, and of lspci dumps.</summary>
public sealed class FleetBuilderTests
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(Path.Combine(Data, "oracle/groups"), "*.json")
            .Concat(Directory.GetFiles(Path.Combine(Data, "lspci"), "*.txt"))
            .Select(file => Path.GetRelativePath(Data, file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Build_EveryRecordedHost_BootsWithItsFunctions(string file)
    {
        var fleet = FleetBuilder.Build(Busy.Scenario(file), OwnershipPolicies.Mainline, Data);

        var template = fleet.TemplateOf(0);
        var recorded = CaptureFile.Read(Path.Combine(Data, file)).Stages[0].Topology;
        Assert.Equal(Path.GetFileName(file), template.Name);
        Assert.Equal(recorded.Functions, template.Host.Registered.Functions);
        Assert.Equal(recorded.Count, template.Devices.Count);
    }

    [Theory]
    [InlineData("oracle/groups/switch-three-downstream.amd.json")]
    [InlineData("oracle/groups/nvme-sriov-under-root-port.intel.json")]
    [InlineData("oracle/groups/no-iommu-at-all.none.json")]
    [InlineData("lspci/switch.nnxxxx.txt")]
    [InlineData("lspci/sriov.Dnnxxxx.txt")]
    public async Task Run_RecordedHost_HoldsWhatIsPromised(string file)
    {
        var result = await Busy.Run(Busy.Scenario($"\"{Path.Combine(Data, file)}\""));

        Assert.Empty(result.Reasons);
    }

    [Fact]
    public void Build_NeitherKindNorFile_NamesTheFileAndTheKinds()
    {
        var failure = Assert.Throws<InputException>(
            () => FleetBuilder.Build(Busy.Scenario("gpu-9x"), OwnershipPolicies.Mainline, "somewhere"));

        Assert.Equal(
            $"line 3: fleet.mix.topology: there is no file '{Path.Combine("somewhere", "gpu-9x")}' and no host kind of that name; the kinds are "
            + string.Join(", ", HostKinds.All.Select(kind => kind.Name)),
            failure.Message);
    }

    [Fact]
    public void Build_FileThatDescribesNoHost_NamesTheFile()
    {
        var path = Path.Combine(Data, "README.md");

        var failure = Assert.Throws<InputException>(
            () => FleetBuilder.Build(Busy.Scenario("README.md"), OwnershipPolicies.Mainline, Data));

        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatIsTooLarge_SaysHowLargeItMayBe()
    {
        var path = Path.Combine(Data, "README.md");

        var failure = Assert.Throws<InputException>(
            () => CaptureFile.Read(path, ImportOptions.Default with { TextLengthMax = 10 }));

        Assert.Equal($"{path}: the file has more than 10 characters", failure.Message);
    }

    [Fact]
    public void Read_Folder_IsNotReadable()
    {
        var failure = Assert.Throws<InputException>(() => CaptureFile.Read(Data));

        Assert.Equal($"{Data}: cannot be read as a file", failure.Message);
    }

    // Slots of a host that was cloned from a real one.

    [Fact]
    public void DerivedSlots_SwitchWithThreePorts_AreWhatIsBelowTheLastPorts()
    {
        var slots = DerivedSlots.Of(Capture("switch-three-downstream.amd.json"));

        Assert.NotEmpty(slots);
        Assert.All(slots, slot => Assert.DoesNotContain(slot.Functions, function => function.IsBridge));
        Assert.All(slots, slot => Assert.True(slot.PresentAtBoot));
        Assert.Equal(slots.Length, slots.Select(slot => slot.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void DerivedSlots_EveryRecordedHost_NoFunctionIsInTwoSlots(string file)
    {
        var topology = CaptureFile.Read(Path.Combine(Data, file)).Stages[0].Topology;

        var functions = DerivedSlots.Of(topology).SelectMany(slot => slot.Functions).Select(one => one.Address).ToList();

        Assert.Equal(functions.Count, functions.Distinct().Count());
        Assert.All(functions, address => Assert.True(topology.Contains(address)));
    }

    [Fact]
    public void DerivedSlots_PhysicalFunction_TakesItsVfsAlong()
    {
        var topology = CaptureFile.Read(Path.Combine(Data, "lspci/sriov.Dnnxxxx.txt")).Stages[0].Topology;
        var physical = topology.Functions.First(function => function.IsVirtual).PhysicalFunction!.Value;

        var slot = Assert.Single(
            DerivedSlots.Of(topology), slot => slot.Functions.Any(function => function.Address == physical));

        Assert.Equal(
            topology.Functions.Where(function => function.PhysicalFunction == physical),
            slot.Functions.Where(function => function.IsVirtual));
    }

    private static PciTopology Capture(string name) =>
        CaptureFile.Read(Path.Combine(Data, "oracle/groups", name)).Stages[0].Topology;
}
