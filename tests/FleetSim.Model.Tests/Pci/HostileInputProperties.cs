using CsCheck;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Config;

namespace FleetSim.Model.Tests.Pci;

/// <summary>Whatever is done to an input: a topology, or one sentence that says what is wrong with it.</summary>
/// <remarks>A failure prints the seed; <c>CsCheck_Seed</c> in the environment takes it back.</remarks>
public sealed class HostileInputProperties
{
    private static readonly string[] Captures =
    [
        RecordedData.Capture("no-iommu-at-all.none.json"),
        RecordedData.Capture("dmi-bridge-nested-pci-bridge.intel.json"),
        RecordedData.Capture("nvme-sriov-under-root-port.intel.json"),
    ];

    private static readonly string[] Dumps =
    [
        RecordedData.Dump("header-only.nx.txt"),
        RecordedData.Dump("conventional.nxxxvvv.txt"),
        RecordedData.Dump("sriov.Dnnxxxx.txt"),
    ];

    [Fact]
    public void Parse_MutatedCapture_IsATopologyOrARefusal()
    {
        Mutation.Of(Captures).Sample(ParsesOrRefuses, iter: 10_000, print: Shortened);
    }

    [Fact]
    public void Parse_MutatedDump_IsATopologyOrARefusal()
    {
        Mutation.Of(Dumps).Sample(ParsesOrRefuses, iter: 10_000, print: Shortened);
    }

    [Fact]
    public void Parse_MutatedConfigSpace_IsATopologyOrARefusal()
    {
        // Registers decide, and few of a capture's characters are registers: aim at them.
        Mutation.OfConfigSpaces(Captures).Sample(ParsesOrRefuses, iter: 5_000, print: Shortened);
    }

    [Fact]
    public void Decode_AnyBytes_IsAFunctionOrARefusal()
    {
        Gen.Byte.Array[16, 4096].Sample(
            bytes =>
            {
                bytes[0x0e] &= 0x83; // Nearly all random header types are unknown ones.
                try
                {
                    return ConfigSpaceDecoder.Decode(default, new ConfigSpace(bytes, ConfigSpace.ExtendedSize)) is not null;
                }
                catch (InputException)
                {
                    return true;
                }
            },
            iter: 10_000);
    }

    private static bool ParsesOrRefuses(string text)
    {
        try
        {
            return HostImport.Parse(text, "mutated").Stages.All(stage => stage.Topology.ScanOrder().Count == stage.Functions.Length);
        }
        catch (InputException refusal)
        {
            return refusal.Message.StartsWith("mutated:", StringComparison.Ordinal) && !refusal.Message.Contains('\n');
        }
    }

    private static string Shortened(string text) => text.Length < 4000 ? text : text[..4000] + "...";
}
