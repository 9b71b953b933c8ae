using System.Diagnostics;
using System.Reflection;
using FleetSim.Grains.Calls;
using Orleans.Serialization.Invocation;

namespace FleetSim.Grains.Tests.Calls;

/// <summary>A call carries a trace only while one is being recorded: all others pay nothing for it.</summary>
public sealed class OutgoingTraceFilterTests
{
    private const string Key = "fleetsim.traceparent";

    [Fact]
    public async Task Invoke_NoActivity_CarriesNothing()
    {
        Activity.Current = null;

        Assert.Null(await CarriedByACall());
    }

    [Fact]
    public async Task Invoke_ActivityThatIsNotSampled_CarriesNothing()
    {
        using var activity = new Activity("not sampled").Start();

        Assert.Null(await CarriedByACall());
    }

    [Fact]
    public async Task Invoke_SampledActivity_CarriesItsIdForTheTimeOfTheCall()
    {
        using var activity = new Activity("sampled") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

        Assert.Equal(activity.Id, await CarriedByACall());
        Assert.Null(RequestContext.Get(Key));
    }

    private static async Task<object?> CarriedByACall()
    {
        var call = new OutgoingCall();
        await new OutgoingTraceFilter().Invoke(call);
        return call.Carried;
    }

    /// <summary>A call that only looks at what travels with it.</summary>
    private sealed class OutgoingCall : IOutgoingGrainCallContext
    {
        public object? Carried { get; private set; }

        public IInvokable Request => throw new NotSupportedException();

        public object Grain => throw new NotSupportedException();

        public MethodInfo InterfaceMethod => throw new NotSupportedException();

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public GrainId? SourceId => null;

        public GrainId TargetId => throw new NotSupportedException();

        public GrainInterfaceType InterfaceType => throw new NotSupportedException();

        public string InterfaceName => throw new NotSupportedException();

        public string MethodName => throw new NotSupportedException();

        public IGrainContext? SourceContext => null;

        public Task Invoke()
        {
            Carried = RequestContext.Get(Key);
            return Task.CompletedTask;
        }
    }
}
