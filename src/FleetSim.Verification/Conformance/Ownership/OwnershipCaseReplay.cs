using System.Collections.Immutable;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Verification.Audit;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>One case from its boot state to its end.</summary>
internal sealed class OwnershipCaseReplay(OwnershipRecording recording, OwnershipCase recorded, IOwnershipHost host)
{
    /// <summary>A number that no group has.</summary>
    private const int NoGroup = 1_000_000;

    /// <summary>Stands for the end of all processes, where a step has an index.</summary>
    private const int AfterAllSteps = int.MaxValue;

    private readonly OwnershipOperations _operations = new(host);
    private readonly List<Pending> _pending = [];
    private readonly Dictionary<string, ImmutableArray<PciFunction>> _plugged = [];
    private readonly HashSet<PciAddress> _tracked = [.. recording.Devices];
    private OwnershipView _expected = recording.Boot;
    private HostFacts _facts = null!;

    /// <returns>
    /// Null when the simulator answered like the kernel; else the step, both answers, and the state before.
    /// </returns>
    public async ValueTask<string?> Run()
    {
        await Prepare().ConfigureAwait(false);
        if (OwnershipComparison.Difference(_expected, _facts, _tracked) is { } atBoot)
        {
            return $"at boot:\n{atBoot}";
        }

        for (var i = 0; i < recorded.Steps.Length; i++)
        {
            var before = _expected;
            var problems = await Step(i, recorded.Steps[i]).ConfigureAwait(false);
            if (problems.Count > 0)
            {
                return $"step {i}, {recorded.Steps[i]}:\n{string.Join('\n', problems)}\n"
                    + $"before it: {OwnershipComparison.Text(before)}";
            }
        }

        return await EndUsers().ConfigureAwait(false);
    }

    /// <summary>Endpoints have no driver when a case begins.</summary>
    private async ValueTask Prepare()
    {
        _facts = await host.Facts().ConfigureAwait(false);
        foreach (var (device, _) in recording.Boot.Drivers.Where(driver => driver.Value is null))
        {
            if (_facts.Devices.GetValueOrDefault(device)?.Driver is not null)
            {
                await host.Device(device, DeviceCall.Unbind()).ConfigureAwait(false);
            }
        }

        _facts = await host.Facts().ConfigureAwait(false);
    }

    private async ValueTask<List<string>> Step(int index, OwnershipStep step)
    {
        var problems = new List<string>();
        if (IsStorm(step))
        {
            problems.AddRange(await new OwnershipStorm(host, step).Run().ConfigureAwait(false));
        }
        else
        {
            await Answered(index, step, problems).ConfigureAwait(false);
        }

        await AskPending(index, problems).ConfigureAwait(false);
        _facts = await host.Facts().ConfigureAwait(false);
        _expected = step.After ?? _expected;
        var isKnown = !recorded.HasKernelBug || !IsStorm(step);
        if (isKnown && !_pending.Any(pending => pending.IsUnplug)
            && OwnershipComparison.Difference(_expected, _facts, _tracked) is { } difference)
        {
            problems.Add(difference);
        }

        return problems;
    }

    /// <summary>Of a storm in which the kernel broke, what was left says nothing.</summary>
    private static bool IsStorm(OwnershipStep step) =>
        step.Operation is OwnershipOperation.BindUnbind or OwnershipOperation.RemoveRescan;

    private async ValueTask Answered(int index, OwnershipStep step, List<string> problems)
    {
        var group = GroupOf(step.Group);
        var functions = Functions(index, step);
        if (step.Operation is OwnershipOperation.Plug or OwnershipOperation.Unplug && functions.IsEmpty)
        {
            return; // Nothing came, or nothing of what is compared left.
        }

        var id = new OperationId((ulong)index + 1);
        ValueTask<OwnershipAnswer> Do() => _operations.Do(step, id, group, functions);

        var answer = await Do().ConfigureAwait(false);
        var mustWait = step.IsBlocked || !step.IsDeleted;
        if (answer.IsBlocked != mustWait)
        {
            problems.Add($"the kernel {(mustWait ? "blocked" : "did not block")}, found {answer}");
        }
        else if (answer.IsBlocked)
        {
            var last = step.IsDeleted ? step.CompletedAfterStep : DeletedAt(index, step.Id);
            _pending.Add(new Pending(Do, step, last ?? AfterAllSteps));
        }
        else if (step.Answer is { } expected && !answer.Matches(expected))
        {
            problems.Add($"the kernel answered {expected}, found {answer}");
        }
    }

    /// <summary>Those that wait must end in the step in which the kernel's did, and not before.</summary>
    private async ValueTask AskPending(int index, List<string> problems)
    {
        foreach (var pending in _pending.ToList())
        {
            var answer = await pending.Again().ConfigureAwait(false);
            if (answer.IsBlocked && pending.LastStep == index)
            {
                problems.Add($"{pending.Step} ended with this in the kernel, found it blocked still");
            }
            else if (!answer.IsBlocked && pending.LastStep != index && !pending.IsUnplug)
            {
                problems.Add($"{pending.Step} was blocked still in the kernel, found {answer}");
            }
            else if (!answer.IsBlocked && pending.Step.Answer is { } expected && !answer.Matches(expected))
            {
                problems.Add($"the kernel answered {expected} to {pending.Step} in the end, found {answer}");
            }

            // An unplug ends at some time; only then, when somebody has waited for it, is its state the recorded one.
            if (pending.IsUnplug ? pending.LastStep == index : !answer.IsBlocked)
            {
                _pending.Remove(pending);
            }
        }
    }

    /// <summary>What waits for nothing but the end of its users ends with it.</summary>
    private async ValueTask<string?> EndUsers()
    {
        foreach (var actor in recorded.Steps.Select(step => step.Actor).Distinct())
        {
            await host.Process(actor, AddressSpaceCall.Exit()).ConfigureAwait(false);
        }

        var problems = new List<string>();
        await AskPending(AfterAllSteps, problems).ConfigureAwait(false);
        problems.AddRange(HostAudit.Problems(await host.Facts().ConfigureAwait(false)));
        return problems.Count == 0 ? null : $"after the end of all processes:\n{string.Join('\n', problems)}";
    }

    /// <summary>The simulator's group with the members that a number of the kernel's has.</summary>
    private int GroupOf(int number)
    {
        if (!_expected.Groups.TryGetValue(number, out var group))
        {
            return NoGroup;
        }

        return _facts.Groups
            .Where(found => group.Members.SetEquals(found.Value.State.Members.Select(member => member.Device)))
            .Select(found => (int?)found.Key).FirstOrDefault() ?? NoGroup;
    }

    private ImmutableArray<PciFunction> Functions(int index, OwnershipStep step)
    {
        switch (step.Operation)
        {
            case OwnershipOperation.Plug:
                ImmutableArray<PciFunction> plugged =
                    [.. step.Appeared.Select(identity => PluggedFunctions.Of(identity, _facts))];
                _plugged[step.Id] = plugged;
                _tracked.UnionWith(plugged.Select(function => function.Address));
                return plugged;
            case OwnershipOperation.Unplug:
                return _plugged.TryGetValue(step.Id, out var known) ? known : Leaving(index, step.Id);
            default:
                return [];
        }
    }

    /// <summary>
    /// What was there at boot has a name that only the hypervisor knows: what is missing in the end it was.
    /// </summary>
    private ImmutableArray<PciFunction> Leaving(int index, string id)
    {
        var end = recorded.Steps[index].IsDeleted ? index : DeletedAt(index, id) ?? index;
        var after = recorded.Steps[end].After ?? _expected;
        return
        [
            .. _expected.Drivers.Keys.Where(device => !after.Drivers.ContainsKey(device))
                .Select(device => _facts.Devices[device].Function!),
        ];
    }

    /// <summary>The step in which somebody waited for the end of an unplug.</summary>
    private int? DeletedAt(int index, string id)
    {
        for (var i = index + 1; i < recorded.Steps.Length; i++)
        {
            if (recorded.Steps[i].Operation == OwnershipOperation.WaitDeleted && recorded.Steps[i].Id == id)
            {
                return i;
            }
        }

        return null;
    }

    /// <param name="Again">Asks for its end.</param>
    /// <param name="LastStep">Index of the step in which it must end.</param>
    private sealed record Pending(Func<ValueTask<OwnershipAnswer>> Again, OwnershipStep Step, int LastStep)
    {
        public bool IsUnplug => Step.Operation == OwnershipOperation.Unplug;
    }
}
