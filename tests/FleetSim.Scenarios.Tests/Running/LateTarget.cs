using FleetSim.Model.Hosts;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;
using FleetSim.Scenarios.Targets;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>A fleet of which one unit answers one request, the first that is blocked where something was mapped, with
/// what was there.</summary>
internal sealed class LateTarget(Fleet fleet) : LocalTarget(fleet, continuousChecks: true)
{
    private readonly Dictionary<ulong, ulong> _pages = [];
    private bool _isDone;

    protected override TranslationReply Counted(TranslationReply reply)
    {
        for (var i = 0; i < reply.Batch.Count; i++)
        {
            ref var result = ref reply.Batch.Results[i];
            var page = reply.Batch.Requests[i].Iova >> 12;
            if (result.Granted)
            {
                _pages[page] = result.Address & ~0xfffUL;
            }
            else if (!_isDone && _pages.TryGetValue(page, out var was))
            {
                result = new TranslationResult(
                    was | (reply.Batch.Requests[i].Iova & 0xfff), TranslationOutcome.Translated);
                _isDone = true;
            }
        }

        return base.Counted(reply);
    }
}
