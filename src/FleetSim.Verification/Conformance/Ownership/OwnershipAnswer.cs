using FleetSim.Model;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>What the simulator answered, in the words of a recording.</summary>
/// <param name="Length">What a granted call returns: of a write to sysfs its length.</param>
/// <param name="Value">Flags of a status, or count of an event.</param>
/// <param name="IsBlocked">It did not return.</param>
internal readonly record struct OwnershipAnswer(Errno Errno, int Length, int Value = 0, bool IsBlocked = false)
{
    public static OwnershipAnswer Of(HostReply reply, int length) => new(reply.Errno, length, IsBlocked: reply.Blocked);

    public static OwnershipAnswer Of(DeviceReply reply, int length) =>
        new(reply.Errno, length, IsBlocked: reply.Blocked);

    public static OwnershipAnswer Of(AddressSpaceReply reply, int length) => new(reply.Errno, length, reply.Value);

    public bool Matches(RecordedAnswer recorded) => Errno == Errno.None
        ? recorded.Ret == Length && (recorded.Value ?? Value) == Value
        : recorded.Ret < 0 && recorded.Errno == Errno.ToString();

    public override string ToString() => IsBlocked ? "blocked"
        : Errno != Errno.None ? Errno.ToString()
        : $"{Length}{(Value != 0 ? $" ({Value})" : "")}";
}
