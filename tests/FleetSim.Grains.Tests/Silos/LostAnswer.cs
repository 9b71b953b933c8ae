namespace FleetSim.Grains.Tests.Silos;

/// <summary>
/// Lets one call between grains be carried out, and its caller hear of a timeout instead of the answer.
/// </summary>
internal sealed class LostAnswer : IIncomingGrainCallFilter
{
    private Func<object?, bool>? _matches;

    /// <summary>The next call of this kind loses its answer; the ones after it do not.</summary>
    public void Arm<TCall>(Func<TCall, bool> matches) => _matches = call => call is TCall one && matches(one);

    public bool IsArmed => _matches is not null;

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        await context.Invoke();
        var call = context.Request.GetArgumentCount() > 0 ? context.Request.GetArgument(0) : null;
        if (_matches is { } matches && matches(call))
        {
            _matches = null;
            throw new TimeoutException($"no answer to {call}");
        }
    }
}
