namespace FleetSim.Cli.Explaining;

/// <summary>The policies, each in a few sentences.</summary>
internal static class PolicyNotes
{
    public static IReadOnlyList<PolicyNote> All { get; } =
    [
        new(
            "viability",
            "Linux up to v5.18",
            "A group has no owner. Attaching a domain checks the size of the group; opening a VFIO device checks that "
            + "no member is bound to a foreign driver; binding a driver checks nothing.",
            "Every check is made once and its result is not remembered: hot-plug and later binds undo it, and VFIO's "
            + "notifier then stops the machine.",
            "docs/reference/ownership.md section 2"),
        new(
            "enum-v1",
            "proposed: series version 1, 15 November 2021",
            "A group is owned by NONE, KERNEL or USER, with a count and the user's file. Kernel drivers share a group "
            + "with each other, users share it with themselves.",
            "A private domain under a kernel driver is not an owner, so the next driver binds beside it; hot-add moves "
            + "a newcomer to the default domain and splits the group.",
            "docs/reference/ownership.md sections 3.1 to 3.3"),
        new(
            "tag",
            "proposed in the same thread, November 2021",
            "As enum-v1, with owner and file in one tag: nothing, the kernel, or a user. Combinations that enum-v1 "
            + "must not write cannot be written.",
            "The same as those of enum-v1.",
            "docs/reference/ownership.md section 3.4"),
        new(
            "user-domain",
            "proposed in the same thread, November 2021",
            "As enum-v1; in addition a user-managed domain stores its user's file, and only that user attaches it.",
            "The same as those of enum-v1.",
            "docs/reference/ownership.md section 7"),
        new(
            "private-domain",
            "proposed: draft of 18 November 2021",
            "NONE, DMA_API, PRIVATE_DOMAIN or PRIVATE_DOMAIN_USER. A kernel driver that is alone in the group makes it "
            + "exclusive by attaching a domain; the size of the group does not matter.",
            "It keeps the hot-add of its time, which splits a group under a private domain.",
            "docs/reference/ownership.md section 3.5"),
        new(
            "mainline-6.1",
            "Linux v5.19 to v6.4",
            "The merged rules: an owner cookie and a count. A claim needs a group that is not held and is on its "
            + "default domain; a driver binds while the group is on the default domain and has no owner.",
            "Holes H-1, H-2, H-3 and H-5 of mainline, and a hot-add in two steps that splits a group under a private "
            + "domain.",
            "docs/reference/ownership.md sections 4.1 to 4.10"),
        new(
            "mainline",
            "Linux v6.5 to v6.12; the default",
            "The merged rules: an owner cookie and a count. A claim needs a group that is not held and is on its "
            + "default domain; a driver binds while the group is on the default domain and has no owner. A newcomer is "
            + "attached to the current domain in the step that adds it.",
            "H-1: a group attach under several kernel drivers. H-2: an attach without a claim, which the next bind "
            + "does not see. H-3: after a hot-add the driver that attached cannot detach. H-5: a release does not "
            + "check who calls.",
            "docs/reference/ownership.md sections 4.1 to 4.10"),
        new(
            "strict",
            "not in any kernel: mainline with its holes closed",
            "As mainline; in addition only who holds a group alone attaches a private domain to it, no driver binds "
            + "while one is attached, who attached may detach, and who returns a claim must hold it.",
            "None that is known.",
            "docs/reference/ownership.md section 4.9"),
    ];

    public static PolicyNote? Find(string name) =>
        All.FirstOrDefault(note => note.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
