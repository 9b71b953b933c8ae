using CsCheck;
using Orleans.Serialization.Invocation;

namespace FleetSim.Contracts.Tests.Wire;

/// <summary>Inside a silo a model value is handed over: what arrives is the very object that was sent.</summary>
public sealed class SharedValueTests
{
    private const int ValuesEach = 20;

    public static TheoryData<string> Classes =>
        [.. ModelTypes.Reachable.Where(type => type.IsClass).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Classes))]
    public void DeepCopier_ModelValue_IsTheSameObject(string name) => ModelValues
        .Of(ModelTypes.Reachable.First(type => type.Name == name))
        .Sample(value => Assert.Same(value, OrleansServices.Copier.Copy(value)), iter: ValuesEach);

    [Fact]
    public void DeepCopier_RequestToAGrain_KeepsTheArgument()
    {
        foreach (var (type, at, argument) in RoundTripTests.Requests().Where(request => request.Argument.IsClass))
        {
            ModelValues.Of(argument).Sample(
                value =>
                {
                    var request = (IInvokable)Activator.CreateInstance(type)!;
                    request.SetArgument(at, value);

                    var copy = OrleansServices.Copier.Copy(request);

                    Assert.NotSame(request, copy);
                    Assert.Same(value, copy.GetArgument(at));
                },
                iter: ValuesEach);
        }
    }

    [Fact]
    public void DeepCopier_AnswerOfAGrain_KeepsTheResult() => ModelValues
        .Of(typeof(Model.Protocols.GroupRecord))
        .Sample(
            value =>
            {
                var response = Response.FromResult((Model.Protocols.GroupRecord)value);

                Assert.Same(value, OrleansServices.Copier.Copy<Response>(response).Result);
            },
            iter: ValuesEach);
}
