using FleetSim.Load.Randomness;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;
using FleetSim.Scenarios.Files;
using FleetSim.Verification.Translation;

namespace FleetSim.Scenarios.Workloads;

/// <summary>A VM whose device sends batch after batch, and who knows what has to become of each request.</summary>
internal sealed class TranslatingVm : ITranslatingDevice
{
    private readonly WorkloadContext _run;
    private readonly VmPlan _plan;
    private readonly VirtualMachine _vm;
    private readonly VmDevice _device;
    private readonly RandomStream _random;
    private readonly AddressPlan _addresses;
    private readonly ExpectedHits? _expected;
    private readonly (ulong Iova, ulong Size, ulong Offset)[] _pieces;
    private TranslationBatch _batch;

    /// <param name="checksHits">Nobody else uses the host's units, so it is known what they have cached.</param>
    public TranslatingVm(WorkloadContext run, VmPlan plan, VmPlace place, RandomStream random, bool checksHits)
    {
        _run = run;
        _plan = plan;
        _random = random;
        var memory = new VmMemory(plan.Memory, place.Slot, plan.PageShift);
        _vm = new VirtualMachine(run, place, memory, memory.Pieces());
        _device = _vm.Devices.First();
        _addresses = new AddressPlan(plan, memory, _device.Requester, random);
        _pieces = [.. memory.Pieces()];
        _batch = new TranslationBatch(plan.Batch);
        _expected = checksHits ? PageHits.Of(plan.PageShift) : null;
    }

    /// <summary>Takes its devices and maps its memory.</summary>
    public async ValueTask<Errno> Start()
    {
        var errno = await _vm.TakeDevices();
        errno = errno == Errno.None ? await _vm.Claim() : errno;
        return errno == Errno.None ? await _vm.Map() : errno;
    }

    /// <summary>One batch; before some of them a piece of the memory is unmapped and mapped again.</summary>
    public async ValueTask<Outcome> Next(OperationContext context)
    {
        if (_random.NextChance(_plan.Remaps) && await Remap(context) is var errno and not Errno.None)
        {
            return WorkloadContext.OutcomeOf(errno, []);
        }

        _addresses.Fill(_batch);
        var planned = Plan();
        var batch = _batch;
        TranslationReply reply;
        try
        {
            reply = await _run.Target.Translate(_vm.Place.Host, _device.Unit, batch);
        }
        catch
        {
            _batch = new TranslationBatch(_plan.Batch); // Somebody may still be writing into the old one.
            throw;
        }

        var strays = _vm.Memory.Strays(reply.Batch);
        _run.Translations.Add(planned, reply.Tally, strays);
        return reply.Errno != Errno.None ? WorkloadContext.OutcomeOf(reply.Errno, [])
            : strays > 0 || !planned.Agrees(reply.Tally) ? Outcome.Failure(nameof(Errno.EFAULT))
            : Outcome.Ok;
    }

    public async ValueTask Stop()
    {
        await _vm.Exit();
        await _vm.GiveDevicesBack();
    }

    private PlannedTranslations Plan()
    {
        var (faults, hits) = (0, 0);
        foreach (ref readonly var request in _batch.Requests)
        {
            if (_vm.Memory.HpaOf(request.Iova) is null)
            {
                faults++;
            }
            else if (_expected is not null && _expected.Access(request.Iova))
            {
                hits++;
            }
        }

        return new PlannedTranslations(_batch.Count, faults, _expected is null ? null : hits);
    }

    private async ValueTask<Errno> Remap(OperationContext context)
    {
        var (iova, size, offset) = _pieces[_random.NextInt(_pieces.Length)];
        var started = context.Now;
        var errno = await _vm.Unmap(iova, size);
        WorkloadContext.Step(context, WorkloadSteps.Unmap, started, WorkloadContext.OutcomeOf(errno, []));
        if (errno != Errno.None)
        {
            return errno;
        }

        _expected?.Invalidate(iova, size, VtdCapabilities.Of(AddressWidth.Bits48).AddressMaskMax);
        started = context.Now;
        errno = await _vm.Map(iova, size, offset);
        WorkloadContext.Step(context, WorkloadSteps.Map, started, WorkloadContext.OutcomeOf(errno, []));
        return errno;
    }
}
