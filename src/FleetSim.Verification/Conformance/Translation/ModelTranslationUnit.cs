using System.Collections.Immutable;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;

namespace FleetSim.Verification.Conformance.Translation;

/// <summary>The bare model as a unit.</summary>
public sealed class ModelTranslationUnit : ITranslationUnit
{
    private RemappingHardware _hardware = null!;

    public ValueTask Load(MemoryImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        _hardware = image.Load();
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> Execute(HardwareCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new(command.Execute(_hardware));
    }

    public ValueTask<ImmutableArray<TranslationResult>> Translate(ImmutableArray<TranslationRequest> requests) =>
        new([.. requests.Select(request => _hardware.Translate(request))]);

    public ValueTask<ImmutableArray<FaultRecord>> TakeFaults() => new([.. _hardware.Faults.Take()]);
}
