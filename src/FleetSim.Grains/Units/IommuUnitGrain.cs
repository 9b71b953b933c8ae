using System.Collections.Immutable;
using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Fleets;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Grains.Units;

/// <summary>Runtime shell of one IOMMU unit: drives <see cref="IommuUnit"/>, or an image of memory, and counts.</summary>
/// <remarks>Keeps nothing beyond its activation: the groups are the truth for attachments, address spaces for mappings,
/// and a unit that begins anew asks for both. Calls nobody.</remarks>
[HomePlacement]
public sealed class IommuUnitGrain(FleetCatalogue catalogue, TimeProvider time)
    : HostPartGrain(catalogue), IIommuUnitGrain
{
    private IommuUnit _unit = null!;
    private RemappingHardware? _image;

    public ValueTask<UnitReply> Execute(UnitCall call, FleetGeneration fleet) =>
        fleet == Fleet.Generation ? new(_unit.Execute(call)) : Later(fleet, unit => unit.Execute(call));

    public async Task<DomainReply> Change(DomainCall call, FleetGeneration fleet)
    {
        await Require(fleet);
        return _unit.Execute(call);
    }

    public async Task<KernelDmaReply> MapForKernel(KernelDmaCall call, FleetGeneration fleet)
    {
        await Require(fleet);
        return _unit.Execute(call, time.Monotonic());
    }

    public ValueTask<TranslationReply> Translate(TranslationBatch batch, FleetGeneration fleet) =>
        IsPlain(fleet) ? new(Translate(batch)) : TranslateUnlessStopped(batch, fleet);

    public async Task Load(MemoryImage image, FleetGeneration fleet)
    {
        await Require(fleet);
        _image = image.Load();
    }

    public async Task<bool> Command(HardwareCommand command, FleetGeneration fleet)
    {
        await Require(fleet);
        return _image is not null && command.Execute(_image);
    }

    public async Task<ImmutableArray<FaultRecord>> TakeFaults(FleetGeneration fleet)
    {
        await Require(fleet);
        return [.. (_image?.Faults ?? _unit.Faults)?.Take() ?? []];
    }

    public async Task<UnitState> Snapshot(FleetGeneration fleet)
    {
        await Require(fleet);
        return _unit.State;
    }

    public async Task<ImmutableArray<string>> Stale(FleetGeneration fleet)
    {
        await Require(fleet);
        return [.. _unit.Stale()];
    }

    private protected override void Begin()
    {
        _image = null;
        _unit = new IommuUnit(Host.Template.Host.Iommu, UnitState.Empty, life: OperationIds.New().Value);
    }

    private async ValueTask<T> Later<T>(FleetGeneration fleet, Func<IommuUnit, T> execute)
    {
        await Require(fleet);
        return execute(_unit);
    }

    private async ValueTask<TranslationReply> TranslateUnlessStopped(TranslationBatch batch, FleetGeneration fleet) =>
        await IsStopped(fleet) ? new TranslationReply(Errno.EHOSTDOWN, default, batch) : Translate(batch);

    private TranslationReply Translate(TranslationBatch batch)
    {
        if (_unit.AwaitsFlush)
        {
            _unit.AdvanceTo(time.Monotonic());
        }

        var started = Fleet.Instruments.Translations.TimesBatches ? Stopwatch.GetTimestamp() : 0;
        var reply = _image is null ? _unit.Translate(batch) : _image.Translate(batch);
        Fleet.Instruments.Translations.Translated(reply);
        if (started != 0)
        {
            Fleet.Instruments.Translations.BatchTook(Stopwatch.GetElapsedTime(started));
        }

        return reply;
    }
}
