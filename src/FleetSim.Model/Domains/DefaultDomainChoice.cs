namespace FleetSim.Model.Domains;

/// <summary>The type a group's default domain gets.</summary>
/// <param name="Type">Null when the demands, or the request, contradict each other: the kernel answers EINVAL.</param>
/// <param name="PreferencesConflict">
/// Two members' drivers wanted different types; identity won, and the kernel logged an error.
/// </param>
public readonly record struct DefaultDomainChoice(DefaultDomainType? Type, bool PreferencesConflict = false);
