using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance;

/// <summary>
/// Replays recorded topologies (schema <c>oracle/groups/1</c>) and compares the groups after each stage.
/// </summary>
public static class GroupReplay
{
    /// <summary>Reads a recording and replays it.</summary>
    /// <param name="file">Its name, for the results and for messages.</param>
    /// <returns>One result a stage; a stage that differs does not stop the replay.</returns>
    /// <exception cref="InputException">The text is no recording, or has an action that is not known.</exception>
    public static async ValueTask<IReadOnlyList<ConformanceResult>> Run(string file, string text, IGroupingHost host)
    {
        try
        {
            return await Run(file, CaptureReader.Read(text), host).ConfigureAwait(false);
        }
        catch (InputException problem) when (problem.Place.File is null)
        {
            throw problem.In(file);
        }
    }

    private static async ValueTask<IReadOnlyList<ConformanceResult>> Run(
        string file, HostCapture recorded, IGroupingHost host)
    {
        // All shell lines are read before anything is done.
        var scripts = recorded.Stages.Select(Scripts).ToList();
        var actions = new GroupReplayActions(host);
        var results = new List<ConformanceResult>();
        for (var i = 0; i < scripts.Count; i++)
        {
            var stage = recorded.Stages[i];
            if (i == 0)
            {
                await host.Boot(stage.Topology, HostIommu.Of(recorded.Iommu, recorded.KernelCommandLine))
                    .ConfigureAwait(false);
            }
            else
            {
                await actions.Run(stage, scripts[i]).ConfigureAwait(false);
            }

            var problems = await host.Problems().ConfigureAwait(false);
            var difference = problems.Count > 0 ? string.Join('\n', problems) : GroupComparison.Difference(
                stage.Groups, await host.Groups().ConfigureAwait(false), HasMatchingIds(recorded.Iommu));
            results.Add(new ConformanceResult(file, stage.Label, difference));
        }

        return results;
    }

    /// <summary>
    /// virtio-iommu's driver comes late and groups functions as drivers probe them: its numbers are of that order.
    /// </summary>
    private static bool HasMatchingIds(IommuKind kind) => kind != IommuKind.Virtio;

    private static ImmutableArray<ImmutableArray<GuestCommand>> Scripts(CaptureStage stage, int index) =>
        [.. stage.Actions.Select((action, at) => Script(action, $"stages[{index}].actions[{at}]"))];

    private static ImmutableArray<GuestCommand> Script(CaptureAction action, string path)
    {
        if (action.Kind != CaptureActionKind.Shell)
        {
            return [];
        }

        try
        {
            return ShellScript.Parse(action.Argument);
        }
        catch (InputException problem)
        {
            throw new InputException(problem.Problem, new InputPlace(Field: path), problem);
        }
    }
}
