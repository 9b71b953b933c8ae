using System.Reflection;
using CsCheck;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using Orleans.Serialization.Invocation;

namespace FleetSim.Contracts.Tests.Wire;

public sealed class RoundTripTests
{
    private const int ValuesEach = 200;

    public static TheoryData<string> Types =>
        [.. ModelTypes.Reachable.Concat(ModelTypes.OnTheSurface).Distinct().Select(type => type.Name)];

    /// <summary>Without enums: they travel in fields of their type; a boxed one arrives as its number.</summary>
    public static TheoryData<string> Objects => [.. Types.Select(row => row.Data).Where(name => !Find(name).IsEnum)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Serializer_ValueOfItsOwnType_ComesBackTheSame(string name)
    {
        var trip = typeof(RoundTripTests).GetMethod(nameof(Trip), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(Find(name)).CreateDelegate<Func<object, object?>>();

        ModelValues.Of(Find(name)).Sample(
            value => Assert.Equal(Structure.Of(value), Structure.Of(trip(value))), iter: ValuesEach);
    }

    /// <summary>The type travels with the value, as a result does that passes for an object.</summary>
    [Theory]
    [MemberData(nameof(Objects))]
    public void Serializer_ValueAsObject_ComesBackTheSame(string name) => ModelValues.Of(Find(name)).Sample(
        value => Assert.Equal(Structure.Of(value), Structure.Of(Trip<object>(value))), iter: ValuesEach);

    [Theory]
    [MemberData(nameof(Types))]
    public void Response_ToACall_CarriesTheValue(string name)
    {
        var respond = typeof(Response).GetMethod(nameof(Response.FromResult))!.MakeGenericMethod(Find(name));

        ModelValues.Of(Find(name)).Sample(
            value =>
            {
                var response = (Response)Trip<object>(respond.Invoke(null, [value])!)!;

                Assert.Equal(Structure.Of(value), Structure.Of(response.Result));
            },
            iter: ValuesEach);
    }

    [Fact]
    public void Requests_OfEveryGrainMethod_CarryTheirArguments()
    {
        foreach (var (type, at, argument) in Requests())
        {
            ModelValues.Of(argument).Sample(
                value =>
                {
                    var request = (IInvokable)Activator.CreateInstance(type)!;
                    request.SetArgument(at, value);

                    var arrived = (IInvokable)Trip<object>(request)!;

                    Assert.Equal(Structure.Of(value), Structure.Of(arrived.GetArgument(at)));
                },
                iter: ValuesEach);
        }
    }

    [Fact]
    public void UnitCall_WholeGroupAndNobody_StayDifferent()
    {
        var whole = new UnitCall(3, Domain.Blocking);
        var nobody = new UnitCall(3, Domain.Blocking, [], []);

        Assert.True(Trip<UnitCall>(whole) is UnitCall { IsWholeGroup: true });
        Assert.True(Trip<UnitCall>(nobody) is UnitCall { IsWholeGroup: false });
    }

    [Fact]
    public void Driver_OfTheCatalogue_ComesBackAsTheCataloguesOwn() =>
        Assert.Same(KnownDrivers.VfioPci, Trip<Driver>(KnownDrivers.VfioPci));

    [Fact]
    public void Driver_NotInTheCatalogue_IsAnErrorThatNamesIt()
    {
        var call = GroupCall.Bind(new PciAddress(0, 3, 0), new Driver { Name = "homebrew" });

        var problem = Assert.Throws<NotSupportedException>(() => OrleansServices.Serializer.SerializeToArray(call));

        Assert.Equal(
            "the driver 'homebrew' is not in the catalogue; between silos a driver travels by its name",
            problem.Message);
    }

    [Fact]
    public void Driver_ThatOnlyHasTheNameOfAKnownOne_IsAnErrorToo() => Assert.Throws<NotSupportedException>(
        () => OrleansServices.Serializer.SerializeToArray(KnownDrivers.VfioPci with { ManagesDma = false }));

    [Fact]
    public void Driver_ThatTheReceiverDoesNotKnow_IsAnErrorThatNamesIt()
    {
        var bytes = OrleansServices.Serializer.SerializeToArray(KnownDrivers.VfioPci);
        bytes[bytes.AsSpan().IndexOf("vfio-pci"u8)] = (byte)'u';

        var problem = Assert.Throws<NotSupportedException>(() => OrleansServices.Serializer.Deserialize<Driver>(bytes));

        Assert.Contains("'ufio-pci'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GroupCall_WithoutWhatItsVerbNeeds_IsAnErrorThatNamesIt()
    {
        var bytes = OrleansServices.Serializer.SerializeToArray(GroupCall.SetType(null!));

        var problem = Assert.Throws<NotSupportedException>(
            () => OrleansServices.Serializer.Deserialize<GroupCall>(bytes));

        Assert.Equal("a message came without wire.Word", problem.Message);
    }

    private static Type Find(string name) =>
        ModelTypes.Reachable.Concat(ModelTypes.OnTheSurface).First(type => type.Name == name);

    private static object? Trip<T>(object value) =>
        OrleansServices.Serializer.Deserialize<T>(OrleansServices.Serializer.SerializeToArray((T)value));

    /// <summary>The generated request types with each of their arguments: which one, and its type.</summary>
    internal static IEnumerable<(Type Request, int At, Type Argument)> Requests() => typeof(HostKey).Assembly.GetTypes()
        .Where(type => typeof(IInvokable).IsAssignableFrom(type) && !type.IsAbstract)
        .Select(type => (type, Method: ((IInvokable)Activator.CreateInstance(type)!).GetMethod()))
        .SelectMany(request => request.Method.GetParameters()
            .Select(parameter => (request.type, parameter.Position, parameter.ParameterType)));
}
