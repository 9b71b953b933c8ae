using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Verification.History.Recording;
using static FleetSim.Verification.Tests.History.Devices;

namespace FleetSim.Verification.Tests.History;

public sealed class HistoryRecorderTests
{
    private readonly Looks _time = new();

    /// <summary>Every field of every kind of call comes back.</summary>
    [Fact]
    public void Read_OneCallOfEachVerb_GivesCallsAndAnswersBack()
    {
        var recorder = new HistoryRecorder(_time);
        GroupCall[] calls =
        [
            GroupCall.Join(Member(1), 4),
            GroupCall.Leave(Device(1)),
            GroupCall.Bind(Device(0), Ordinary),
            GroupCall.Unbind(Device(0)),
            GroupCall.ClaimGroup(A) with { Id = new OperationId(9, 2) },
            GroupCall.ReleaseGroup(A, 3) with { Incarnation = 4 },
            GroupCall.ClaimDevice(Device(0), A),
            GroupCall.ReleaseDevice(Device(0), A, 3),
            GroupCall.AttachDevice(Device(0), Domain.Private(5)),
            GroupCall.DetachDevice(Device(0), Domain.Private(5)),
            GroupCall.AttachGroup(A, Domain.Private(6, A), 3),
            GroupCall.DetachGroup(A, 3),
            GroupCall.AttachPasid(7, Domain.Private(5)),
            GroupCall.DetachPasid(7),
        ];
        var reply = new GroupReply(Errno.EBUSY, 3, Warned: true, Panicked: true, Version: 12);

        foreach (var call in calls)
        {
            recorder.Begin(3, 7, call).Answered(reply);
        }

        var group = Assert.Single(recorder.Read().Groups);
        Assert.Equal((3, 7, calls.Length), (group.Host, group.Number, group.Count));
        Assert.Equal(calls, group.Operations().Select(operation => operation.Call));
        Assert.All(group.Operations(), operation => Assert.Equal(reply, operation.Reply));
        Assert.All(group.Operations(), operation => Assert.Equal(operation.Start + 1, operation.End));
    }

    [Fact]
    public void Read_CallWithoutAnswer_IsUnanswered()
    {
        var recorder = new HistoryRecorder(_time);

        recorder.Begin(3, 7, GroupCall.ClaimGroup(A));

        var operation = Assert.Single(Assert.Single(recorder.Read().Groups).Operations());
        Assert.False(operation.IsAnswered);
        Assert.Equal(long.MaxValue, operation.End);
    }

    [Fact]
    public void Read_SeveralGroups_AreInOrder()
    {
        var recorder = new HistoryRecorder(_time);
        foreach (var (host, group) in new[] { (2, 1), (1, 5), (2, 0), (1, 5) })
        {
            recorder.Begin(host, group, GroupCall.ClaimGroup(A)).Answered(default);
        }

        Assert.Equal(
            [(1, 5, 2), (2, 0, 1), (2, 1, 1)],
            recorder.Read().Groups.Select(group => (group.Host, group.Number, group.Count)));
    }

    [Fact]
    public void Begin_Off_RecordsNothing()
    {
        var recorded = HistoryRecorder.Off.Begin(3, 7, GroupCall.ClaimGroup(A));
        recorded.Answered(default);

        Assert.False(recorded.IsRecorded);
        Assert.Equal((0, 0), (HistoryRecorder.Off.Read().Operations, HistoryRecorder.Off.Read().Unrecorded));
    }

    /// <summary>What was under way when recording stopped may have been decided after something unknown.</summary>
    [Fact]
    public void Begin_PastTheLimit_CountsAndForgetsAnswersThatCameLater()
    {
        var recorder = new HistoryRecorder(_time, limit: 2, writers: 1);
        recorder.Begin(3, 7, GroupCall.ClaimGroup(A)).Answered(new GroupReply(Errno.None));
        var underWay = recorder.Begin(3, 7, GroupCall.ReleaseGroup(A));

        var third = recorder.Begin(3, 7, GroupCall.ClaimGroup(B));
        underWay.Answered(new GroupReply(Errno.None));
        recorder.Begin(3, 7, GroupCall.ClaimGroup(B));

        Assert.False(third.IsRecorded);
        var history = recorder.Read();
        Assert.Equal((2, 2), (history.Operations, history.Unrecorded));
        Assert.Equal([true, false], history.Groups[0].Operations().Select(operation => operation.IsAnswered));
    }

    /// <summary>A silo's calls and its reader's are one history; what a call cannot carry in an entry comes along.</summary>
    [Fact]
    public void Add_CallsOfAnotherRecorder_AreOneHistoryByTime()
    {
        var (silo, reader) = (new HistoryRecorder(_time), new HistoryRecorder(_time));
        silo.Begin(3, 7, GroupCall.SetType("DMA")).Answered(new GroupReply(Errno.None));
        reader.Begin(3, 7, GroupCall.ClaimGroup(A)).Answered(new GroupReply(Errno.None));
        silo.Begin(3, 7, GroupCall.ReleaseGroup(A)); // Its answer never came.

        Assert.Null(silo.Take(all: false)); // Its chunk has room left.
        foreach (var (host, group, operation) in silo.Take(all: true)!)
        {
            reader.Add(host, group, operation);
        }

        var operations = Assert.Single(reader.Read().Groups).Operations();
        Assert.Equal(
            [(GroupVerb.SetType, true), (GroupVerb.ClaimGroup, true), (GroupVerb.ReleaseGroup, false)],
            operations.Select(operation => (operation.Call.Verb, operation.IsAnswered)));
        Assert.Equal(GroupCall.SetType("DMA"), operations[0].Call);
        Assert.Null(silo.Take(all: true));
    }

    /// <summary>One recorder was full: what the other recorded later is as unknown as what it changed.</summary>
    [Fact]
    public void CutAt_AnEarlierMoment_ForgetsWhatStartedOrEndedLater()
    {
        var recorder = new HistoryRecorder(_time);
        recorder.Begin(3, 7, GroupCall.ClaimGroup(A)).Answered(new GroupReply(Errno.None));
        var underWay = recorder.Begin(3, 7, GroupCall.ReleaseGroup(A));
        var operations = recorder.Read().Groups[0].Operations();
        underWay.Answered(new GroupReply(Errno.None));
        recorder.Begin(3, 7, GroupCall.ClaimGroup(B)).Answered(new GroupReply(Errno.None));

        recorder.CutAt(operations[1].Start);
        recorder.CutAt(long.MaxValue); // A later moment changes nothing.

        var history = recorder.Read();
        Assert.Equal((2, 1), (history.Operations, history.Unrecorded));
        Assert.Equal([true, false], history.Groups[0].Operations().Select(operation => operation.IsAnswered));
    }

    /// <summary>A full chunk whose calls have all ended is given away while others are written to.</summary>
    [Fact]
    public void Take_OneCallIsUnderWay_WaitsForItsAnswer()
    {
        var recorder = new HistoryRecorder(_time, limit: 3, writers: 1);
        var first = recorder.Begin(3, 7, GroupCall.ClaimGroup(A));
        recorder.Begin(3, 7, GroupCall.ClaimGroup(B)).Answered(new GroupReply(Errno.EPERM));
        recorder.Begin(3, 7, GroupCall.ClaimGroup(B)).Answered(new GroupReply(Errno.EPERM));

        Assert.Null(recorder.Take(all: false)); // Full, but one call is under way.
        first.Answered(new GroupReply(Errno.None));

        Assert.Equal(3, recorder.Take(all: false)!.Count);
    }

    [Fact]
    public void Begin_ManyThreads_LosesNothing()
    {
        var recorder = new HistoryRecorder(TimeProvider.System);

        Parallel.For(0, 8, writer =>
        {
            for (var i = 0UL; i < 10_000; i++)
            {
                var recorded = recorder.Begin(writer, (int)(i % 10), GroupCall.ReleaseGroup(A, i));
                recorded.Answered(new GroupReply(Errno.None, i));
            }
        });

        var history = recorder.Read();
        Assert.Equal((80_000, 80), (history.Operations, history.Groups.Count));
        Assert.All(history.Groups.SelectMany(group => group.Operations()), operation =>
            Assert.Equal(operation.Call.Epoch, operation.Reply!.Value.Epoch));
    }

    /// <summary>Every look is one later than the one before.</summary>
    private sealed class Looks : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now++;
    }
}
