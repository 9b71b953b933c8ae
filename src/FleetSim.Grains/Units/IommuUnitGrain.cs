using System.Collections.Immutable;
using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Telemetry;

namespace FleetSim.Grains.Units;

/// <summary>Runtime shell of one IOMMU unit: drives <see cref="IommuUnit"/>, or an image of memory, and counts.</summary>
/// <remarks>Keeps nothing beyond its activation: the groups are the truth for attachments, address spaces for mappings,
/// and a unit that begins anew asks for both. Calls nobody.</remarks>
[HomePlacement]
public sealed class IommuUnitGrain(
    Fleet fleet, HostLiveness liveness, FleetInstruments instruments, TimeProvider time)
    : Grain, IIommuUnitGrain
{
    private IommuUnit _unit = null!;
    private RemappingHardware? _image;
    private string _host = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var host = FleetHost.Of(this.GetGrainId(), fleet);
        _host = host.Key;
        _unit = new IommuUnit(host.Template.Host.Iommu, UnitState.Empty, life: OperationIds.New().Value);
        return Task.CompletedTask;
    }

    public ValueTask<UnitReply> Execute(UnitCall call) => new(_unit.Execute(call));

    public Task<DomainReply> Change(DomainCall call) => Task.FromResult(_unit.Execute(call));

    public Task<KernelDmaReply> MapForKernel(KernelDmaCall call) => Task.FromResult(_unit.Execute(call, time.Monotonic()));

    public ValueTask<TranslationReply> Translate(TranslationBatch batch)
    {
        if (liveness.IsDown(_host))
        {
            return new(new TranslationReply(Errno.EHOSTDOWN, default, batch));
        }

        if (_unit.AwaitsFlush)
        {
            _unit.AdvanceTo(time.Monotonic());
        }

        var started = instruments.Translations.TimesBatches ? Stopwatch.GetTimestamp() : 0;
        var reply = _image is null ? _unit.Translate(batch) : _image.Translate(batch);
        instruments.Translations.Translated(reply);
        if (started != 0)
        {
            instruments.Translations.BatchTook(Stopwatch.GetElapsedTime(started));
        }

        return new(reply);
    }

    public Task Load(MemoryImage image)
    {
        _image = image.Load();
        return Task.CompletedTask;
    }

    public Task<bool> Command(HardwareCommand command) =>
        Task.FromResult(_image is not null && command.Execute(_image));

    public Task<ImmutableArray<FaultRecord>> TakeFaults() =>
        Task.FromResult<ImmutableArray<FaultRecord>>([.. (_image?.Faults ?? _unit.Faults)?.Take() ?? []]);

    public Task<UnitState> Snapshot() => Task.FromResult(_unit.State);

    public Task<ImmutableArray<string>> Stale() => Task.FromResult<ImmutableArray<string>>([.. _unit.Stale()]);
}
