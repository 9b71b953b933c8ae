using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Model.Vfio;

/// <summary>What a user process does, as data. Files are named by the process.</summary>
public sealed record AddressSpaceCall
{
    public required AddressSpaceVerb Verb { get; init; }

    public OperationId Id { get; init; }

    /// <summary>The file that is acted on.</summary>
    public string File { get; init; } = "";

    /// <summary>Name of a file that is opened. One that has the name already stays open, nameless.</summary>
    public string As { get; init; } = "";

    /// <summary>The file given to SET_CONTAINER.</summary>
    public string Container { get; init; } = "";

    /// <summary>Number of a group.</summary>
    public int Group { get; init; }

    public PciAddress Device { get; init; }

    /// <summary>The argument of SET_IOMMU.</summary>
    public int Iommu { get; init; }

    public static AddressSpaceCall OpenContainer(string name) =>
        new() { Verb = AddressSpaceVerb.OpenContainer, As = name };

    public static AddressSpaceCall OpenGroup(int group, string name) =>
        new() { Verb = AddressSpaceVerb.OpenGroup, Group = group, As = name };

    public static AddressSpaceCall GroupStatus(string group) =>
        new() { Verb = AddressSpaceVerb.GroupStatus, File = group };

    public static AddressSpaceCall SetContainer(string group, string container) =>
        new() { Verb = AddressSpaceVerb.SetContainer, File = group, Container = container };

    public static AddressSpaceCall UnsetContainer(string group) =>
        new() { Verb = AddressSpaceVerb.UnsetContainer, File = group };

    public static AddressSpaceCall SetIommu(string container, int type) =>
        new() { Verb = AddressSpaceVerb.SetIommu, File = container, Iommu = type };

    public static AddressSpaceCall GetDevice(string group, PciAddress device, string name) =>
        new() { Verb = AddressSpaceVerb.GetDevice, File = group, Device = device, As = name };

    public static AddressSpaceCall DeviceInfo(string device) =>
        new() { Verb = AddressSpaceVerb.DeviceInfo, File = device };

    public static AddressSpaceCall ReadConfig(string device) =>
        new() { Verb = AddressSpaceVerb.ReadConfig, File = device };

    public static AddressSpaceCall RequestEvent(string device, string name) =>
        new() { Verb = AddressSpaceVerb.RequestEvent, File = device, As = name };

    public static AddressSpaceCall ReadEvent(string name) => new() { Verb = AddressSpaceVerb.ReadEvent, File = name };

    public static AddressSpaceCall Close(string name) => new() { Verb = AddressSpaceVerb.Close, File = name };

    /// <summary>The process dies: all its files are closed.</summary>
    public static AddressSpaceCall Exit() => new() { Verb = AddressSpaceVerb.Exit };

    public override string ToString() => string.Join(' ', Words().Where(word => word.Length > 0));

    private IEnumerable<string> Words()
    {
        yield return Verb.ToString();
        yield return File;
        yield return Container;
        yield return Verb == AddressSpaceVerb.OpenGroup ? $"{Group}" : "";
        yield return Verb == AddressSpaceVerb.GetDevice ? $"{Device}" : "";
        yield return Verb == AddressSpaceVerb.SetIommu ? $"{Iommu}" : "";
        yield return As.Length > 0 ? $"as {As}" : "";
    }
}

/// <summary>What a user process can do with VFIO.</summary>
public enum AddressSpaceVerb : byte
{
    OpenContainer,
    OpenGroup,
    GroupStatus,
    SetContainer,
    UnsetContainer,
    SetIommu,
    GetDevice,
    DeviceInfo,
    ReadConfig,
    RequestEvent,
    ReadEvent,
    Close,
    Exit,
}
