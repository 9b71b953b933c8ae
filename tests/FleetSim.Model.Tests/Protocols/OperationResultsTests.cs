using CsCheck;
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

    /// <summary>Whatever comes when: an answer of the last 30 s is there unless 32 came after it.</summary>
    [Fact]
    public void TryGet_AnswersOfTheLast30Seconds_AreThereUnless32CameLater() =>
        Gen.Int[0, 12].Array[1, 150].Sample(
            pauses =>
            {
                var results = new OperationResults<int>();
                var (now, times) = (TimeSpan.Zero, new List<TimeSpan>());
                foreach (var pause in pauses)
                {
                    now += TimeSpan.FromSeconds(Math.Max(0, pause - 6)); // Half of them come at once.
                    times.Add(now);
                    results.Add(Id(times.Count), times.Count, now);
                }

                return Enumerable.Range(Math.Max(0, times.Count - 32), Math.Min(32, times.Count))
                    .Where(at => now - times[at] <= TimeSpan.FromSeconds(30))
                    .All(at => results.TryGet(Id(at + 1), out var reply) && reply == at + 1);
            });

    [Fact]
    public void TryGet_OneAnswerAMinute_KeepsTwo()
    {
        var results = new OperationResults<int>();
        foreach (var minute in Enumerable.Range(1, 40))
        {
            results.Add(Id(minute), minute, TimeSpan.FromMinutes(minute));
        }

        Assert.Equal([39, 40], Enumerable.Range(1, 40).Where(minute => results.TryGet(Id(minute), out _)));
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
