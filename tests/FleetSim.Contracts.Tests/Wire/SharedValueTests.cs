using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using CsCheck;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
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

    /// <summary>What is handed over must not change afterwards. A batch does, on purpose.</summary>
    [Fact]
    public void SharedTypes_EveryField_IsSetOnce() => Assert.Equal(
        [
            $"{nameof(TranslationBatch)}.<Changes>k__BackingField",
            $"{nameof(TranslationBatch)}.<Domain>k__BackingField",
            $"{nameof(TranslationBatch)}._count", $"{nameof(TranslationBatch)}._requests",
            $"{nameof(TranslationBatch)}._results",
        ],
        Reached(ModelTypes.Reachable).SelectMany(Changeable).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(typeof(IommuUnit))]
    [InlineData(typeof(LocalHost))]
    [InlineData(typeof(IovaAllocator))]
    [InlineData(typeof(OperationResults<GroupReply>))]
    public void DeepCopier_ModelTypeThatChanges_IsNotTaken(Type type) =>
        Assert.Null(OrleansServices.Codecs.TryGetDeepCopier(type));

    [Fact]
    public void DeepCopier_AnswerOfAGrain_KeepsTheResult() => ModelValues
        .Of(typeof(GroupRecord))
        .Sample(
            value =>
            {
                var response = Response.FromResult((GroupRecord)value);

                Assert.Same(value, OrleansServices.Copier.Copy<Response>(response).Result);
            },
            iter: ValuesEach);

    /// <summary>The types and all model types in their fields, public or not.</summary>
    private static HashSet<Type> Reached(IEnumerable<Type> from)
    {
        var reached = new HashSet<Type>();
        var ahead = new Stack<Type>(from);
        while (ahead.TryPop(out var type))
        {
            if (type.Assembly == typeof(Errno).Assembly && !type.IsEnum && reached.Add(type))
            {
                Array.ForEach(Fields(type), field => ahead.Push(field.FieldType));
                Array.ForEach([.. type.IsAbstract ? ModelTypes.Kinds(type) : []], ahead.Push);
            }

            Array.ForEach(type.GenericTypeArguments, ahead.Push);
        }

        return reached;
    }

    private static IEnumerable<string> Changeable(Type type) => Fields(type)
        .Where(field => !field.IsInitOnly || !IsImmutable(field.FieldType))
        .Select(field => $"{type.Name}.{field.Name}");

    /// <summary>Model types are looked at themselves.</summary>
    private static bool IsImmutable(Type type) =>
        !type.IsArray
        && (type.IsPrimitive || type.IsEnum || type == typeof(string) || type.Assembly == typeof(Errno).Assembly
            || Nullable.GetUnderlyingType(type) is not null
            || type.Namespace == typeof(ImmutableArray<>).Namespace
            || type.Namespace == typeof(FrozenDictionary<,>).Namespace);

    private static FieldInfo[] Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
