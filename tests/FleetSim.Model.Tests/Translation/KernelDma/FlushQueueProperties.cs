using CsCheck;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Tests.Translation.KernelDma;

/// <summary>TR-2 and TR-3 with flushes that overlap what is queued, and each other.</summary>
public sealed class FlushQueueProperties
{
    [Fact]
    public void TryTake_AnyOrderOfFlushes_WaitsForOneThatBeganLater() => Gen.Int[0, 5].Array[1, 200].Sample(
        steps =>
        {
            var queue = new FlushQueue();
            var time = 0;
            var queuedAt = new Dictionary<ulong, int>();
            var running = new List<int>();
            var newestFinished = -1;
            foreach (var step in steps)
            {
                time++;
                switch (step)
                {
                    case 0:
                        queue.StartFlush();
                        running.Add(time);
                        break;
                    case 1 when running.Count > 0: // Any of them may end first.
                        var ended = running[steps.Length % running.Count];
                        running.Remove(ended);
                        newestFinished = Math.Max(newestFinished, ended);
                        queue.FinishFlush();
                        break;
                    case 2:
                        Take(queue, queuedAt, running.Count > 0, newestFinished);
                        break;
                    default:
                        if (!queue.IsFull)
                        {
                            queue.Add((ulong)time, new UnmappedRange(0, []), TimeSpan.Zero);
                            queuedAt[(ulong)time] = time;
                        }

                        break;
                }
            }
        },
        iter: 5_000);

    private static void Take(
        FlushQueue queue, Dictionary<ulong, int> queuedAt, bool flushIsRunning, int newestFinished)
    {
        while (queue.TryTake(out var range))
        {
            Assert.True(queuedAt.Remove(range.Page, out var at));
            Assert.True(newestFinished > at, $"taken without a flush that began after {at}");
        }

        // With none running there is nothing to be careful about.
        Assert.True(flushIsRunning || queuedAt.Values.All(at => at > newestFinished));
    }
}
