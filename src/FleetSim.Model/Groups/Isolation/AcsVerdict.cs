using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups.Isolation;

/// <summary>Whether a function enforces the asked ACS flags, and why.</summary>
/// <param name="Missing">
/// The asked flags that are offered and not switched on; only for <see cref="AcsBasis.ControlWord"/>.
/// </param>
public readonly record struct AcsVerdict(bool Enforced, AcsBasis Basis, AcsFlags Missing = AcsFlags.None)
{
    private static readonly (AcsFlags Flag, string Name)[] Names =
    [
        (AcsFlags.SourceValidation, "SV"),
        (AcsFlags.TranslationBlocking, "TB"),
        (AcsFlags.RequestRedirect, "RR"),
        (AcsFlags.CompletionRedirect, "CR"),
        (AcsFlags.UpstreamForwarding, "UF"),
        (AcsFlags.EgressControl, "EC"),
        (AcsFlags.DirectTranslated, "DT"),
    ];

    /// <summary>The basis in a few words, such as <c>ACS lacks SV UF</c>.</summary>
    public override string ToString() => Basis switch
    {
        AcsBasis.Quirk => Enforced ? "known to isolate" : "known not to isolate",
        AcsBasis.NotPcie => "conventional PCI",
        AcsBasis.NeverIsolates => "a function of this kind never isolates",
        AcsBasis.NoCapability => "no ACS capability",
        AcsBasis.SingleFunction => "single function",
        _ => Enforced ? "ACS enforced" : "ACS lacks " + Words(Missing),
    };

    private static string Words(AcsFlags flags) =>
        string.Join(' ', Names.Where(name => flags.HasFlag(name.Flag)).Select(name => name.Name));
}
