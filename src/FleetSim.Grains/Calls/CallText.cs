namespace FleetSim.Grains.Calls;

/// <summary>What a grain was asked: the call as data says it; a method without one is its own name.</summary>
internal static class CallText
{
    public static string Of(IIncomingGrainCallContext context) =>
        (context.Request.GetArgumentCount() > 0 ? context.Request.GetArgument(0)?.ToString() : null) ?? context.MethodName;
}
