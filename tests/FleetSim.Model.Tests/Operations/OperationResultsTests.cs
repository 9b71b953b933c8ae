using CsCheck;
using FleetSim.Model.Operations;

namespace FleetSim.Model.Tests.Operations;

public sealed class OperationResultsTests
{
    [Fact]
    public void TryGet_TheLatest32_AreAnsweredAlikeAndNoEarlierOne()
    {
        var results = new OperationResults<int>();
        var numbers = Enumerable.Range(1, 40).ToList();
        numbers.ForEach(number => results.Add(Id(number), number, default));

        var found = numbers.Where(number => results.TryGet(Id(number), default, out var reply) && reply == number);

        Assert.Equal(numbers.TakeLast(32), found);
    }

    /// <summary>Whatever comes when: an answer of the last 30 s is there unless 32 came after it, and so is one that was
    /// kept and then asked for.</summary>
    [Fact]
    public void TryGet_AnswersOfTheLast30Seconds_AreThereUnless32CameLater() =>
        Gen.Select(Gen.Int[0, 12], Gen.Bool).Array[1, 150].Sample(calls =>
        {
            var results = new OperationResults<int>();
            var (now, times) = (TimeSpan.Zero, new List<TimeSpan>());
            foreach (var (pause, isKept) in calls)
            {
                now += TimeSpan.FromSeconds(Math.Max(0, pause - 6)); // Half of them come at once.
                times.Add(now);
                if (isKept)
                {
                    results.Keep(Id(times.Count), times.Count);
                    Assert.True(results.TryGet(Id(times.Count), now, out _));
                }
                else
                {
                    results.Add(Id(times.Count), times.Count, now);
                }
            }

            var recent = Enumerable.Range(Math.Max(0, times.Count - 32), Math.Min(32, times.Count))
                .Where(at => now - times[at] <= OperationResults<int>.RetryMax);
            Assert.All(recent, at => Assert.True(results.TryGet(Id(at + 1), now, out var reply) && reply == at + 1));
        });

    [Fact]
    public void TryGet_OneAnswerAMinute_KeepsTwo()
    {
        var results = new OperationResults<int>();
        foreach (var minute in Enumerable.Range(1, 40))
        {
            results.Add(Id(minute), minute, TimeSpan.FromMinutes(minute));
        }

        Assert.Equal([39, 40], Enumerable.Range(1, 40).Where(minute => results.TryGet(Id(minute), default, out _)));
    }

    [Fact]
    public void TryGet_AnotherStepOfTheSameOperation_FindsNothing()
    {
        var results = new OperationResults<int>();
        results.Add(Id(1), 1, default);

        Assert.False(results.TryGet(Id(1).Inner(1), default, out _));
    }

    /// <summary>The ring has empty places, which no call may be answered from.</summary>
    [Fact]
    public void TryGet_WithoutAnId_FindsNothing()
    {
        var results = new OperationResults<int>();
        results.Add(Id(1), 1, default);
        results.Add(default, 2, default);

        Assert.False(results.TryGet(default, default, out _));
    }

    private static OperationId Id(int number) => new((ulong)number);
}
