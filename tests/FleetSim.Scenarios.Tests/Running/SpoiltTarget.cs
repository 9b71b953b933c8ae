using FleetSim.Model.Hosts;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;
using FleetSim.Scenarios.Targets;

namespace FleetSim.Scenarios.Tests.Running;

/// <summary>A fleet of which one unit gives one wrong answer: to the 50th request that is translated.</summary>
internal sealed class SpoiltTarget(Fleet fleet, Func<TranslationResult, TranslationResult> spoil)
    : LocalTarget(fleet, continuousChecks: true)
{
    private int _left = 50;

    protected override TranslationReply Counted(TranslationReply reply)
    {
        foreach (ref var result in reply.Batch.Results)
        {
            if (result.Granted && --_left == 0)
            {
                result = spoil(result);
            }
        }

        return base.Counted(reply);
    }
}
