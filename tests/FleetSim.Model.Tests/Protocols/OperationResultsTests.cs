using FleetSim.Model.Protocols;

namespace FleetSim.Model.Tests.Protocols;

public sealed class OperationResultsTests
{
    [Fact]
    public void TryGet_TheLatest32_AreAnsweredAlikeAndNoEarlierOne()
    {
        var results = new OperationResults<int>();
        var numbers = Enumerable.Range(1, 40).ToList();
        numbers.ForEach(number => results.Add(Id(number), number));

        var found = numbers.Where(number => results.TryGet(Id(number), out var reply) && reply == number);

        Assert.Equal(numbers.TakeLast(32), found);
    }

    [Fact]
    public void TryGet_AnotherStepOfTheSameOperation_FindsNothing()
    {
        var results = new OperationResults<int>();
        results.Add(Id(1), 1);

        Assert.False(results.TryGet(Id(1).Inner(1), out _));
    }

    /// <summary>The ring has empty places, which no call may be answered from.</summary>
    [Fact]
    public void TryGet_WithoutAnId_FindsNothing()
    {
        var results = new OperationResults<int>();
        results.Add(Id(1), 1);
        results.Add(default, 2);

        Assert.False(results.TryGet(default, out _));
    }

    private static OperationId Id(int number) => new((ulong)number);
}
