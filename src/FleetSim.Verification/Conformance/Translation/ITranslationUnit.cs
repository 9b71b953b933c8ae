using System.Collections.Immutable;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;

namespace FleetSim.Verification.Conformance.Translation;

/// <summary>A unit that runs on an image: the bare model, or a grain.</summary>
public interface ITranslationUnit
{
    ValueTask Load(MemoryImage image);

    /// <returns>Whether it could be carried out.</returns>
    ValueTask<bool> Execute(HardwareCommand command);

    ValueTask<ImmutableArray<TranslationResult>> Translate(ImmutableArray<TranslationRequest> requests);

    /// <summary>The fault records since they were last taken.</summary>
    ValueTask<ImmutableArray<FaultRecord>> TakeFaults();
}
