namespace FleetSim.Model.Ownership;

/// <summary>What an ownership policy answers to one request: the group afterwards, and how it was answered.</summary>
/// <param name="Next">The group afterwards; the same group when nothing changed.</param>
/// <param name="Refusal">The kernel's errno; <see cref="Errno.None"/> when the request was granted.</param>
/// <param name="Warned">The kernel would log a WARN: the caller is at fault and the policy's fields are
/// unchanged.</param>
/// <param name="Panicked">The kernel would stop the machine (BUG_ON).</param>
/// <param name="Value">What a call besides asks for, such as a status.</param>
public readonly record struct Verdict(
    GroupState Next, Errno Refusal = Errno.None, bool Warned = false, bool Panicked = false, int Value = 0)
{
    public bool Granted => Refusal == Errno.None;

    public static Verdict Refused(GroupState unchanged, Errno errno) => new(unchanged, errno);

    public static Verdict Warning(GroupState unchanged, Errno errno = Errno.None) =>
        new(unchanged, errno, Warned: true);

    public static implicit operator Verdict(GroupState next) => new(next);
}
