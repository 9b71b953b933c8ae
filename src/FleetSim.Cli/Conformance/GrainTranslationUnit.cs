using System.Collections.Immutable;
using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;
using FleetSim.Model.Translation.Units;
using FleetSim.Verification.Conformance.Translation;

namespace FleetSim.Cli.Conformance;

/// <summary>A unit's grain that runs on an image.</summary>
internal sealed class GrainTranslationUnit(IIommuUnitGrain unit, FleetGeneration fleet) : ITranslationUnit
{
    public async ValueTask Load(MemoryImage image) => await unit.Load(image, fleet);

    public async ValueTask<bool> Execute(HardwareCommand command) => await unit.Command(command, fleet);

    public async ValueTask<ImmutableArray<TranslationResult>> Translate(ImmutableArray<TranslationRequest> requests) =>
        [.. (await unit.Translate(new TranslationBatch(requests.AsSpan()), fleet)).Batch.Results];

    public async ValueTask<ImmutableArray<FaultRecord>> TakeFaults() => await unit.TakeFaults(fleet);
}
