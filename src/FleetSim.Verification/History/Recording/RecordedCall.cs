using FleetSim.Model.Protocols;

namespace FleetSim.Verification.History.Recording;

/// <summary>A call that is under way and whose answer will be recorded. One that is never answered may have happened
/// or not.</summary>
public readonly struct RecordedCall
{
    private readonly HistoryRecorder _recorder;
    private readonly HistoryChunk? _chunk;
    private readonly int _index;

    internal RecordedCall(HistoryRecorder recorder, HistoryChunk chunk, int index)
    {
        _recorder = recorder;
        _chunk = chunk;
        _index = index;
    }

    /// <summary>False when nothing is recorded: recording is off, or has reached its limit.</summary>
    public bool IsRecorded => _chunk is not null;

    /// <summary>The caller has the answer.</summary>
    public void Answered(GroupReply reply)
    {
        if (_chunk is not null)
        {
            _chunk[_index].End(reply, _recorder.Now);
        }
    }
}
