using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Groups;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Contracts.Tests.Wire;

/// <summary>
/// What these values looked like on the wire when they were recorded. A difference means that a silo of the version
/// before would read something else: fields are added under new numbers, and never renumbered.
/// </summary>
public sealed class RecordedBytesTests
{
    private static readonly PciAddress Nic = new(0x10000, 0x3a, 0x02, 1);

    private static readonly Domain Private = Domain.Private(7, new OwnerCookie(0xbeef));

    private static readonly GroupMember Member = new()
    {
        Device = Nic,
        Rids = [Nic.Rid, new Rid(0x3a, 0)],
        Unit = "dmar1",
        IsBridge = true,
        RequiresDirectMapping = true,
        PasidLimit = 1 << 20,
        Driver = KnownDrivers.VfioPci,
        Attached = Private,
        Claims = 2,
    };

    private static readonly PciFunction Function = new()
    {
        Address = Nic,
        VendorId = 0x15b3,
        DeviceId = 0x101d,
        SubsystemVendorId = 0x15b3,
        SubsystemDeviceId = 0x0016,
        ClassCode = 0x020000,
        Revision = 1,
        HeaderType = 1,
        MultifunctionBit = true,
        Kind = PciKind.DownstreamPort,
        Buses = new BridgeBuses(0x3a, 0x3b, 0x3f),
        Acs = new AcsCapability(0x001d_005f, 3),
        HasAri = true,
        AriForwarding = true,
        HasAts = true,
        HasPri = true,
        PasidBits = 20,
        Sriov = new SriovCapability(8, 4, 2, 1, 0x101e),
        PhysicalFunction = new PciAddress(0, 0x3a, 0, 0),
        RealDmaDevice = new PciAddress(0, 0, 0x0e, 0),
        FirmwareAlias = 0x90,
        Unit = "dmar1",
        Untrusted = true,
        RequiresDirectMapping = true,
    };

    public static TheoryData<string, object> Values => new()
    {
        {
            nameof(GroupCall),
            GroupCall.AttachPasid(0x11, Private) with { Id = new OperationId(0x1234, 5), Incarnation = 2, Epoch = 9 }
        },
        {
            "GroupCall to join",
            GroupCall.Join(
                Member, 2, DefaultDomainType.DmaFq, new HostIommu(IommuKind.Intel, DefaultDomainType.Dma, Width: 48))
        },
        { "GroupCall to bind", GroupCall.Bind(Nic, KnownDrivers.PciStub) },
        { "GroupCall to claim", GroupCall.ClaimDevice(Nic, new OwnerCookie(0xbeef)) },
        { "GroupCall to open", GroupCall.OpenDevice(Nic, 8, hasIommu: true, isLeaving: true) },
        { "GroupCall to write", GroupCall.SetType("DMA-FQ") },
        {
            nameof(DeviceCall),
            DeviceCall.Appear(
                Function,
                new GroupKey(3, 2),
                Member,
                offer: true,
                DefaultDomainType.Identity,
                new HostIommu(IommuKind.Intel, DefaultDomainType.Dma)) with
            {
                Id = new OperationId(0x1234, 5),
            }
        },
        { "DeviceCall to bind", DeviceCall.Bind("igb") },
        { "DeviceCall to release", DeviceCall.Release(new OwnerCookie(0xbeef), 9) },
        { "DeviceCall to open", DeviceCall.OpenFile(3, 8, hasIommu: true) },
        { "DeviceCall to read", DeviceCall.ReadEvent(2) },
        {
            nameof(GroupRecord),
            new GroupRecord(
                new GroupState
                {
                    Members = [Member],
                    Domain = Domain.Blocking,
                    Strays = [new RidAttachment(Nic.Rid, Private)],
                    Claimant = new OwnerCookie(0xbeef),
                    GroupClaims = 1,
                    Type = DefaultDomainType.DmaFq,
                    Kind = OwnerKind.User,
                    Owner = new OwnerCookie(0xbeef),
                    Count = 3,
                    BlockingAllocated = true,
                    Pasids = ImmutableSortedDictionary<uint, Domain>.Empty.Add(0x11, Private),
                    Epoch = 9,
                },
                2,
                new GroupStep(
                    GroupCall.ClaimGroup(new OwnerCookie(0xbeef)),
                    GroupState.Empty,
                    new GroupReply(Errno.EBUSY, 8, Warned: true, Panicked: true),
                    [
                        new UnitOrder(
                            "dmar1",
                            new UnitCall(3, Domain.Default, [new RidAttachment(Nic.Rid, Private)], [Nic.Rid])),
                    ],
                    1))
        },
        { "GroupRecord with a version", new GroupRecord(GroupState.Empty, 2, Version: 19) },
        { nameof(GroupReply), new GroupReply(Errno.EBUSY, 8, Warned: true, Panicked: true, Version: 20) },
        { nameof(HostCall), HostCall.SetVfs(Nic, 4) with { Id = new OperationId(0x1234), Functions = [Function] } },
        { nameof(HostReply), new HostReply(Errno.EIO, 1, 2, 3, 4, Errno.EBUSY, 5, Warned: true, Panicked: true) },
        {
            nameof(DeviceReply),
            new DeviceReply(Errno.EIO, "igb", Errno.EBUSY, 9, new GroupKey(3, 2), Warned: true, Panicked: true)
        },
    };

    private static readonly Dictionary<string, string> Recorded = new()
    {
        [nameof(GroupCall)] =
            "3001bb72a6b263466c65657453696d2e4d6f64656c2e50726f746f636f6c732e47726f757043616c6c2c466c65657453"
            + "696d2e4d6f64656c0815192100d248010be00109011323081507010f21007cf705e0e00123e0",
        ["GroupCall to join"] =
            "3001bb72a6b263466c65657453696d2e4d6f64656c2e50726f746f636f6c732e47726f757043616c6c2c466c65657453"
            + "696d2e4d6f64656c020922000400080146e8e02520000400080146e8e0210005210046e8e0200002e8e0e0410b646d61"
            + "723101030103010400802140117666696f2d706369e021081507010f21007cf705e0e00109e00903052108030503c1e0"
            + "e0",
        ["GroupCall to bind"] =
            "3001bb72a6b263466c65657453696d2e4d6f64656c2e50726f746f636f6c732e47726f757043616c6c2c466c65657453"
            + "696d2e4d6f64656c08150524000400080146e8e02440117063692d73747562e0e0",
        ["GroupCall to claim"] =
            "3001bb72a6b263466c65657453696d2e4d6f64656c2e50726f746f636f6c732e47726f757043616c6c2c466c65657453"
            + "696d2e4d6f64656c08150d24000400080146e8e021007cf705e0e0",
        ["GroupCall to open"] =
            "3001bb72a6b263466c65657453696d2e4d6f64656c2e50726f746f636f6c732e47726f757043616c6c2c466c65657453"
            + "696d2e4d6f64656c08152724000400080146e8e007111101030103e0",
        ["GroupCall to write"] =
            "3001bb72a6b263466c65657453696d2e4d6f64656c2e50726f746f636f6c732e47726f757043616c6c2c466c65657453"
            + "696d2e4d6f64656c08152b471f0d444d412d4651e0",
        ["DeviceCall to bind"] =
            "3001f1e800eb65466c65657453696d2e4d6f64656c2e50726f746f636f6c732e44657669636543616c6c2c466c656574"
            + "53696d2e4d6f64656c081509470f07696762e0",
        ["DeviceCall to release"] =
            "3001f1e800eb65466c65657453696d2e4d6f64656c2e50726f746f636f6c732e44657669636543616c6c2c466c656574"
            + "53696d2e4d6f64656c081517061322007cf705e0e0",
        ["DeviceCall to open"] =
            "3001f1e800eb65466c65657453696d2e4d6f64656c2e50726f746f636f6c732e44657669636543616c6c2c466c656574"
            + "53696d2e4d6f64656c08151b24000de0070f110103e0",
        ["DeviceCall to read"] =
            "3001f1e800eb65466c65657453696d2e4d6f64656c2e50726f746f636f6c732e44657669636543616c6c2c466c656574"
            + "53696d2e4d6f64656c081521071b09e0",
        [nameof(DeviceCall)] =
            "3001f1e800eb65466c65657453696d2e4d6f64656c2e50726f746f636f6c732e44657669636543616c6c2c466c656574"
            + "53696d2e4d6f64656c0815032100d248010be02120000400080146e8e001ce5601764001ce56012d0104001001030103"
            + "01030903112100750177017fe02100fc02e80107e001030103010301030129210011010901050103017a40e0210102e8"
            + "e02101e1e0014202410b646d61723101030103e02120000400080146e8e0210005210046e8e0200002e8e0e0c1550103"
            + "0103010400802140117666696f2d706369e021081507010f21007cf705e0e00109e021000d0109e009030925080305e0"
            + "e0",
        [nameof(GroupRecord)] =
            "30015eb0313667466c65657453696d2e4d6f64656c2e50726f746f636f6c732e47726f75705265636f72642c466c6565"
            + "7453696d2e4d6f64656c202000032120000400080146e8e0210005210046e8e0200002e8e0e0410b646d617231010301"
            + "03010400802140117666696f2d706369e021081507010f21007cf705e0e00109e0e021081505e021000321200046e8e0"
            + "21081507010f21007cf705e0e0e0e021007cf705e0010509030509150521007cf705e0010d0103212000032100232108"
            + "1507010f21007cf705e0e0e0e0c101c101e00113e00109212008150925007cf705e0e02120e022e0e021080341011101"
            + "030103e021000321c01f21000d21081503e021000321200046e8e021081507010f21007cf705e0e0e0e0210003210046"
            + "e8e0e0e0e0e00105e0e0",
        ["GroupRecord with a version"] =
            "30015eb0313667466c65657453696d2e4d6f64656c2e50726f746f636f6c732e47726f75705265636f72642c466c6565"
            + "7453696d2e4d6f64656c2020e022e0e001090227e0",
        [nameof(GroupReply)] =
            "3001de2d460d65466c65657453696d2e4d6f64656c2e50726f746f636f6c732e47726f75705265706c792c466c656574"
            + "53696d2e4d6f64656c0803410111010301030129e0",
        [nameof(HostCall)] =
            "3001e79d711f61466c65657453696d2e4d6f64656c2e50726f746f636f6c732e486f737443616c6c2c466c6565745369"
            + "6d2e4d6f64656c0815092100d248e02100032120000400080146e8e001ce5601764001ce56012d010400100103010301"
            + "030903112100750177017fe02100fc02e80107e001030103010301030129210011010901050103017a40e0210102e8e0"
            + "2101e1e0014202410b646d61723101030103e0e021000321000400080146e8e0e00111e0",
        [nameof(HostReply)] =
            "30016dd9c4a063466c65657453696d2e4d6f64656c2e50726f746f636f6c732e486f73745265706c792c466c65657453"
            + "696d2e4d6f64656c08031501050109010d0111090341011501030103e0",
        [nameof(DeviceReply)] =
            "3001a0e46aec67466c65657453696d2e4d6f64656c2e50726f746f636f6c732e4465766963655265706c792c466c6565"
            + "7453696d2e4d6f64656c0803154107696762090341011321000d0109e001030103e0",
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Serializer_KnownValue_WritesTheRecordedBytes(string name, object value)
    {
        var bytes = OrleansServices.Serializer.SerializeToArray(value);

        Assert.Equal(Recorded[name], Convert.ToHexStringLower(bytes));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Serializer_RecordedBytes_AreReadAsTheKnownValue(string name, object value) => Assert.Equal(
        Structure.Of(value),
        Structure.Of(OrleansServices.Serializer.Deserialize<object>(Convert.FromHexString(Recorded[name]))));
}
