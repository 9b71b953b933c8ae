using System.Collections.Immutable;

namespace FleetSim.Model.Pci.Capture;

/// <summary>One thing done to a recorded host.</summary>
/// <param name="Argument">The shell command, or the hypervisor's id of the device.</param>
/// <param name="Properties">Of a device that is added: its <c>driver</c>, <c>bus</c>, <c>addr</c>... as text.</param>
public sealed record CaptureAction(
    CaptureActionKind Kind, string Argument, ImmutableSortedDictionary<string, string> Properties);
