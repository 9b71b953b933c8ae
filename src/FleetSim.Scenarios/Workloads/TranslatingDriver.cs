using FleetSim.Load.Randomness;
using FleetSim.Load.Running;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Workloads;

/// <summary>A kernel driver that maps buffers for its device, has it send batch after batch, and knows what has to become
/// of each request: of those to a buffer that it has taken back too.</summary>
internal sealed class TranslatingDriver : ITranslatingDevice
{
    /// <summary>Of a batch, one request in so many goes to what was unmapped earlier.</summary>
    private const int RequestsEachOld = 8;

    private readonly WorkloadContext _run;
    private readonly VmPlan _plan;
    private readonly int _host;
    private readonly KernelDevice _device;
    private readonly RandomStream _random;
    private readonly DriverBuffers _buffers;
    private readonly AddressPlan _addresses;
    private readonly DriverExpectations _expected;
    private TranslationBatch _batch;
    private ulong _life;

    public TranslatingDriver(
        WorkloadContext run,
        VmPlan plan,
        int host,
        KernelDevice device,
        RandomStream random,
        DriverExpectations expected)
    {
        (_run, _plan, _host, _device, _random, _expected) = (run, plan, host, device, random, expected);
        _buffers = expected.Buffers;
        _addresses = new AddressPlan(plan, _buffers.Memory, device.Device.Requester, random);
        _batch = new TranslationBatch(plan.Batch);
    }

    /// <summary>Gives the group the type of default domain that is wanted, and maps all buffers.</summary>
    public async ValueTask<Errno> Start()
    {
        var errno = await HaveType(
            _plan.Mapper == DmaMapper.LazyKernel ? DefaultDomainType.DmaFq : DefaultDomainType.Dma);
        if (errno != Errno.None)
        {
            return errno;
        }

        return await Map([.. Enumerable.Range(0, _buffers.Count)]);
    }

    /// <summary>One batch; during some of them a buffer is unmapped, and mapped again afterwards.</summary>
    public async ValueTask<Outcome> Next(OperationContext context)
    {
        int? away = _random.NextChance(_plan.Remaps) ? _random.NextInt(_buffers.Count) : null;
        if (away is { } taken && await Measured(context, WorkloadSteps.Unmap, () => Unmap(context, taken)) is var unmapped
            and not Errno.None)
        {
            return WorkloadContext.OutcomeOf(unmapped, []);
        }

        var outcome = await Send(context, away);
        if (away is not { } back)
        {
            return outcome;
        }

        var mapped = await Measured(context, WorkloadSteps.Map, () => Map([back]));
        return mapped == Errno.None ? outcome : WorkloadContext.OutcomeOf(mapped, []);
    }

    /// <summary>Unmaps what is mapped, as a driver's remove callback does.</summary>
    public async ValueTask Stop()
    {
        var mapped = Enumerable.Range(0, _buffers.Count).Where(buffer => _buffers.IovaOf(buffer) != 0);
        var ranges = mapped.Select(buffer => new DmaRange(_buffers.IovaOf(buffer), _buffers.Size, 0, false, false));
        await Do(new KernelDmaCall([.. ranges], []));
    }

    private static async ValueTask<Errno> Measured(OperationContext context, string step, Func<ValueTask<Errno>> call)
    {
        var started = context.Now;
        var errno = await call();
        WorkloadContext.Step(context, step, started, WorkloadContext.OutcomeOf(errno, []));
        return errno;
    }

    private async ValueTask<Errno> HaveType(DefaultDomainType type)
    {
        if (_device.Type == type)
        {
            return Errno.None;
        }

        await Device(DeviceCall.Unbind());
        var word = type == DefaultDomainType.DmaFq ? "DMA-FQ" : "DMA";
        var written = await _run.Target.Group(
            _host, _device.Group, GroupCall.SetType(word) with { Id = _run.NewOperation() });
        var bound = await Device(DeviceCall.Probe());
        return written.Granted ? bound.Errno : written.Errno;
    }

    private async ValueTask<Outcome> Send(OperationContext context, int? away)
    {
        _addresses.Fill(_batch);
        _batch.Domain = Domain.Default;
        _batch.Changes = _life;
        var planned = _expected.Plan(_batch.Room[.._batch.Count], away, context.Now, _batch.Count / RequestsEachOld);
        var batch = _batch;
        TranslationReply reply;
        try
        {
            reply = await _run.Target.DeviceDma(_host, _device.Device.Address, batch);
        }
        catch
        {
            _batch = new TranslationBatch(_plan.Batch); // Somebody may still be writing into the old one.
            throw;
        }

        var (strays, stale) = _expected.Compare(reply.Batch.Results);
        _run.Translations.Add(planned, reply.Tally, strays, stale);
        return reply.Errno != Errno.None ? WorkloadContext.OutcomeOf(reply.Errno, [])
            : strays > 0 || !planned.Agrees(reply.Tally) ? Outcome.Failure(nameof(Errno.EFAULT))
            : Outcome.Ok;
    }

    /// <returns>ENOMEM for no address; EADDRINUSE for one that something else has.</returns>
    private async ValueTask<Errno> Map(int[] buffers)
    {
        var ranges = buffers.Select(buffer => new DmaRange(0, _buffers.Size, _buffers.HpaOf(buffer), true, true));
        var reply = await Do(new KernelDmaCall([], [.. ranges]));
        if (!reply.Granted)
        {
            return ErrnoOf(reply);
        }

        for (var i = 0; i < buffers.Length; i++)
        {
            if (reply.Addresses[i] == KernelDmaReply.MappingError)
            {
                return Errno.ENOMEM;
            }

            if (!_buffers.Mapped(buffers[i], reply.Addresses[i]))
            {
                return Errno.EADDRINUSE;
            }
        }

        return Errno.None;
    }

    /// <returns>EIO when the kernel says another size, or has forgotten the buffer.</returns>
    private async ValueTask<Errno> Unmap(OperationContext context, int buffer)
    {
        _expected.Unmapping(context.Now);
        var iova = _buffers.IovaOf(buffer);
        var reply = await Do(KernelDmaCall.UnmapOne(iova, _buffers.Size));
        if (!reply.Granted)
        {
            return ErrnoOf(reply);
        }

        _expected.Unmapped(buffer, iova, context.Now);
        return reply.UnmappedBytes == _buffers.Size && reply.Warnings == 0 ? Errno.None : Errno.EIO;
    }

    private static Errno ErrnoOf(KernelDmaReply reply) => reply.Errno == Errno.None ? Errno.EIO : reply.Errno;

    private async ValueTask<KernelDmaReply> Do(KernelDmaCall call)
    {
        var reply = await _run.Target.MapForKernel(
            _host, _device.Device.Address, call with { Id = _run.NewOperation(), Life = _life });
        _life = reply.Granted ? reply.Life : _life;
        return reply;
    }

    private ValueTask<DeviceReply> Device(DeviceCall call) =>
        _run.Target.Device(_host, _device.Device.Address, call with { Id = _run.NewOperation() });
}
