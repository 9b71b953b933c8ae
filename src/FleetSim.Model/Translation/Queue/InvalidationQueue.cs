using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;

namespace FleetSim.Model.Translation.Queue;

/// <summary>The invalidation queue of a unit: descriptors that software puts into memory, and the unit carries out in
/// order.</summary>
/// <remarks>
/// The unit runs whenever software lets it, up to the tail or to a bad descriptor. Not modelled: the cause of an error
/// (IQER), the mask of the completion interrupt (IECTL), the fault interrupt of an error, a device-TLB that does not
/// answer (ITE), units that report a coarser granularity. QEMU also wants the last descriptor to be a wait before the
/// queue is turned off; here head = tail is enough. Not thread-safe. Source: VT-d specification, queued invalidation
/// interface; qi_submit_sync, dmar_enable_qi and dmar_disable_qi, drivers/iommu/intel/dmar.c; vtd_fetch_inv_desc in
/// QEMU's hw/i386/intel_iommu.c; <c>reference/translation.md</c> 1.8.
/// </remarks>
public sealed class InvalidationQueue(RemappingHardware hardware)
{
    private const ulong Wide = 1 << 11;
    private const int TailBits = 0x7_fff0;

    private readonly long[] _executed = new long[(int)DescriptorType.PageGroupResponse + 1];
    private ulong _address;
    private ulong _tail;
    private int _head;

    /// <summary>GSTS.QIES: the queue is on.</summary>
    public bool IsEnabled { get; private set; }

    /// <summary>FSTS.IQE: the unit met something bad and stands still. IQH is on the descriptor.</summary>
    public bool HasError { get; private set; }

    /// <summary>ICS.IWC: a wait with interrupt has completed since software last looked.</summary>
    public bool HasCompletedWait { get; private set; }

    /// <summary>Completion interrupts; one while <see cref="HasCompletedWait"/> stands is none.</summary>
    public long Interrupts { get; private set; }

    /// <summary>The register IQH: offset in bytes of the descriptor that comes next.</summary>
    public ulong Head => (ulong)_head << DescriptorShift;

    /// <summary>The register IQT.</summary>
    public ulong Tail => _tail;

    /// <summary>How many descriptors the queue has room for; one of them stays free.</summary>
    public int Entries => 1 << ((int)(_address & 7) + (IsWide ? 7 : 8));

    /// <summary>DW: descriptors have 256 bits.</summary>
    private bool IsWide => (_address & Wide) != 0;

    private int DescriptorShift => IsWide ? 5 : 4;

    /// <summary>Descriptors of a type that were carried out.</summary>
    public long Executed(DescriptorType type) => (int)type < _executed.Length ? _executed[(int)type] : 0;

    /// <summary>Sets IQA; software must not while the queue is on.</summary>
    /// <param name="register">Base in bits 63:12, DW in bit 11, 2^(QS+8) descriptors of 128 bits by bits 2:0.</param>
    public void SetAddress(ulong register)
    {
        Invariant.Require(!IsEnabled, "TR-QUEUE-OFF");
        _address = register;
    }

    /// <summary>GCMD.QIE: turns the queue on, with IQH 0.</summary>
    public void Enable()
    {
        IsEnabled = true;
        Run();
    }

    /// <summary>Turns the queue off, if nothing waits in it.</summary>
    /// <returns>False while head and tail differ; the queue stays on then.</returns>
    public bool TryDisable()
    {
        if (IsEnabled && Head != _tail)
        {
            return false;
        }

        (IsEnabled, _head) = (false, 0);
        return true;
    }

    /// <summary>Sets IQT: the unit runs up to it. Beyond the queue it is an error.</summary>
    /// <param name="register">Offset in bytes of the first descriptor that is not to run.</param>
    public void SetTail(ulong register)
    {
        _tail = register & TailBits;
        Run();
    }

    /// <summary>Clears FSTS.IQE: the unit goes on with the descriptor at the head, which software has
    /// replaced.</summary>
    public void ClearError()
    {
        HasError = false;
        Run();
    }

    /// <summary>Clears ICS.IWC.</summary>
    public void ClearCompletedWait() => HasCompletedWait = false;

    /// <summary>Invalidates through the registers CCMD and IOTLB; software must not while the queue is on.</summary>
    /// <returns>As <see cref="HardwareCommand.Execute"/>.</returns>
    public bool ExecuteByRegister(HardwareCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var invalidates = command.Verb is HardwareVerb.InvalidateContext or HardwareVerb.InvalidateIotlb
            or HardwareVerb.InvalidatePages;
        Invariant.Require(!IsEnabled || !invalidates, "TR-QUEUE-OFF");
        return command.Execute(hardware);
    }

    /// <summary>Ends, whatever is in memory: every step brings the head nearer to the tail.</summary>
    private void Run()
    {
        if (!IsEnabled || HasError)
        {
            return;
        }

        // A tail between two descriptors of 256 bits, or behind the last, is never reached.
        if (_tail >> DescriptorShift >= (ulong)Entries || (_tail & ((1UL << DescriptorShift) - 1)) != 0)
        {
            HasError = true;
            return;
        }

        while (Head != _tail)
        {
            if (!TryFetch(out var descriptor) || !DescriptorExecution.Execute(hardware, descriptor))
            {
                HasError = true;
                return;
            }

            Complete(descriptor);
            _head = (_head + 1) & (Entries - 1);
        }
    }

    private bool TryFetch(out InvalidationDescriptor descriptor)
    {
        var address = (_address & ~0xfffUL) + Head;
        var (third, fourth) = (0UL, 0UL);
        var isThere = hardware.Memory.TryRead(address, out var low) & hardware.Memory.TryRead(address + 8, out var high)
            && (!IsWide || (hardware.Memory.TryRead(address + 16, out third)
                && hardware.Memory.TryRead(address + 24, out fourth)));
        descriptor = new InvalidationDescriptor(low, high, third, fourth);
        return isThere;
    }

    private void Complete(in InvalidationDescriptor descriptor)
    {
        _executed[(int)descriptor.Type]++;
        if (descriptor.Type == DescriptorType.Wait && descriptor.Interrupts)
        {
            Interrupts += HasCompletedWait ? 0 : 1;
            HasCompletedWait = true;
        }
    }
}
