using FleetSim.Model;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>
/// Two loops at once: a user who opens a device over and over, and a driver that comes and goes beside it. What must
/// hold is not a number but that each only ever meets the refusals that the kernel's met.
/// </summary>
internal sealed class OwnershipStorm(IOwnershipHost host, OwnershipStep step)
{
    private const int Cycles = 200;
    private const int Granted = 0;
    private const string User = "storm-user";
    private const string Driver = "e1000";

    private readonly List<string> _problems = [];
    private ulong _operations = 1UL << 32;

    /// <returns>What no kernel would have answered.</returns>
    public async ValueTask<IReadOnlyList<string>> Run()
    {
        var group = (await host.Facts().ConfigureAwait(false)).Devices[step.Device].Group!.Value.Id;
        await (host.IsConcurrent ? AtOnce(group) : TakingTurns(group)).ConfigureAwait(false);

        // At last the bus alone, as the recordings end.
        await Exhaust(Bus(cycles: 1)).ConfigureAwait(false);
        return _problems;
    }

    private Task AtOnce(int group) =>
        Task.WhenAll(Task.Run(() => Exhaust(Users(group))), Task.Run(() => Exhaust(Bus(Cycles))));

    private static async Task Exhaust(IAsyncEnumerable<int> calls)
    {
        await foreach (var _ in calls.ConfigureAwait(false))
        {
            // Each call is checked where it is made.
        }
    }

    /// <summary>Without grains one call at a time, whose is drawn from a fixed seed.</summary>
    private async Task TakingTurns(int group)
    {
        var random = new Random(Cycles);
        await using var users = Users(group).GetAsyncEnumerator();
        await using var bus = Bus(Cycles).GetAsyncEnumerator();
        while (await (random.Next(2) == 0 ? users : bus).MoveNextAsync().ConfigureAwait(false))
        {
            // Until one of them has come to its end.
        }

        while (await users.MoveNextAsync().ConfigureAwait(false) || await bus.MoveNextAsync().ConfigureAwait(false))
        {
            // Then the other.
        }
    }

    /// <summary>Whoever gets a container gets everything after it.</summary>
    private async IAsyncEnumerable<int> Users(int group)
    {
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            yield return await Process(AddressSpaceCall.OpenContainer("c")).ConfigureAwait(false);
            yield return await Process(AddressSpaceCall.OpenGroup(group, "g")).ConfigureAwait(false);
            yield return await Process(AddressSpaceCall.GroupStatus("g")).ConfigureAwait(false);
            var taken = await Process(AddressSpaceCall.SetContainer("g", "c"), Errno.EPERM).ConfigureAwait(false);
            yield return taken;
            if (taken == Granted)
            {
                yield return await Process(AddressSpaceCall.SetIommu("c", IommuBackend.Type1V2)).ConfigureAwait(false);
                yield return await Process(AddressSpaceCall.GetDevice("g", step.Device, "d")).ConfigureAwait(false);
                yield return await Process(AddressSpaceCall.Close("d")).ConfigureAwait(false);
            }

            yield return await Process(AddressSpaceCall.Close("g")).ConfigureAwait(false);
            yield return await Process(AddressSpaceCall.Close("c")).ConfigureAwait(false);
        }
    }

    private IAsyncEnumerable<int> Bus(int cycles) =>
        step.Operation == OwnershipOperation.BindUnbind ? BindAndUnbind(cycles) : RemoveAndRescan(cycles);

    private async IAsyncEnumerable<int> BindAndUnbind(int cycles)
    {
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var bound = await host.Device(step.Sibling, Named(DeviceCall.Bind(Driver))).ConfigureAwait(false);
            Require($"bind answered {bound.Errno}", bound.Errno is Errno.None or Errno.EBUSY);
            yield return Granted;
            if (bound.Granted)
            {
                var unbound = await host.Device(step.Sibling, Named(DeviceCall.Unbind())).ConfigureAwait(false);
                Require($"unbind answered {unbound}", unbound is { Granted: true, Warned: false });
                yield return Granted;
            }
        }
    }

    private async IAsyncEnumerable<int> RemoveAndRescan(int cycles)
    {
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            await Remove().ConfigureAwait(false);
            yield return Granted;
            await Rescan().ConfigureAwait(false);
            yield return Granted;
        }
    }

    private async ValueTask Remove()
    {
        var removed = await host.Host(HostCall.Remove(step.Sibling) with { Id = Next() }).ConfigureAwait(false);
        Require($"remove answered {removed}", removed is { Granted: true, Removed: 1, Warned: false });
    }

    private async ValueTask Rescan()
    {
        var rescanned = await host.Host(HostCall.Rescan() with { Id = Next() }).ConfigureAwait(false);
        Require(
            $"rescan answered {rescanned}",
            rescanned is { Granted: true, Added: 1, Warned: false, LastBindRefusal: Errno.None or Errno.EBUSY });
    }

    /// <param name="otherwise">The only errno that it may be refused with.</param>
    private async ValueTask<int> Process(AddressSpaceCall call, Errno otherwise = Errno.None)
    {
        var reply = await host.Process(User, call with { Id = Next() }).ConfigureAwait(false);
        Require($"{call} answered {reply.Errno}", reply.Granted || reply.Errno == otherwise);
        return (int)reply.Errno;
    }

    private DeviceCall Named(DeviceCall call) => call with { Id = Next() };

    private OperationId Next() => new(Interlocked.Increment(ref _operations));

    private void Require(string problem, bool holds)
    {
        if (!holds)
        {
            lock (_problems)
            {
                _problems.Add($"in the storm {problem}");
            }
        }
    }
}
