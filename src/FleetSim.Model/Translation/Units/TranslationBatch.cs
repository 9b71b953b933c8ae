using FleetSim.Model.Domains;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Units;

/// <summary>Requests for one unit, and room for the answers.</summary>
/// <remarks>
/// Inside a silo a batch is handed over as it is, and the answers are written into it: nothing is allocated or copied
/// for a translation. Between silos the requests go one way and the answers the other. Whoever sends it leaves it alone
/// until the answer is there, and does not use it again when the call failed: somebody may still be writing.
/// </remarks>
public sealed class TranslationBatch
{
    /// <summary>The most that a unit takes in one call.</summary>
    public const int CountMax = 65_536;

    private readonly TranslationRequest[] _requests;
    private readonly TranslationResult[] _results;
    private int _count;

    public TranslationBatch(int capacity)
    {
        _requests = new TranslationRequest[capacity];
        _results = new TranslationResult[capacity];
    }

    public TranslationBatch(ReadOnlySpan<TranslationRequest> requests)
        : this(requests.Length)
    {
        requests.CopyTo(_requests);
        _count = requests.Length;
    }

    /// <summary>The private domain that the requests are meant for; none for whichever the requester is on.</summary>
    public Domain Domain { get; set; }

    /// <summary>How many changes <see cref="Domain"/> has to have seen: a unit that has missed some knows nothing of
    /// the requester.</summary>
    public ulong Changes { get; set; }

    /// <summary>How many requests there are.</summary>
    public int Count => _count;

    public ReadOnlySpan<TranslationRequest> Requests => _requests.AsSpan(0, Count);

    /// <summary>The answers, in the order of the requests.</summary>
    public Span<TranslationResult> Results => _results.AsSpan(0, Count);

    /// <summary>All room for requests; fill its beginning, then <see cref="Take"/>.</summary>
    public Span<TranslationRequest> Room => _requests;

    /// <summary>The first requests in <see cref="Room"/> are the batch.</summary>
    public void Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _requests.Length);
        _count = count;
    }

    /// <summary>The answers come from elsewhere.</summary>
    public void Answer(ReadOnlySpan<TranslationResult> results) => results.CopyTo(Results);

    public override string ToString() => $"{Count} requests";

    /// <summary>No unit is in between: every address passes unchanged.</summary>
    public TranslationReply Untranslated()
    {
        if (Refusal is { } refusal)
        {
            return refusal;
        }

        for (var i = 0; i < Count; i++)
        {
            _results[i] = new TranslationResult(_requests[i].Iova, TranslationOutcome.Translated);
        }

        return Reply(new TranslationTally(Count, 0, 0, 0, 0));
    }

    /// <summary>More requests than a call may carry are refused; null for a batch that is not too long.</summary>
    internal TranslationReply? Refusal => Count > CountMax ? new(Errno.E2BIG, default, this) : null;

    /// <summary>All requests are answered.</summary>
    internal TranslationReply Reply(TranslationTally tally) =>
        new(tally.Unknown > 0 ? Errno.ENODEV : Errno.None, tally, this);

    /// <summary>Nothing is known of the requester.</summary>
    internal TranslationReply Unknown()
    {
        Results.Fill(TranslationResult.Unknown);
        return new TranslationReply(Errno.ENODEV, new TranslationTally(0, 0, 0, Count, 0), this);
    }
}

/// <summary>What a unit answers to a batch.</summary>
/// <param name="Errno"><see cref="Errno.E2BIG"/> for more requests than a call may carry; nothing is translated then.
/// <see cref="Errno.ENODEV"/> when a requester is in no group of the unit; the others are answered.</param>
/// <param name="Batch">The batch that was sent, with the answers.</param>
public sealed record TranslationReply(Errno Errno, TranslationTally Tally, TranslationBatch Batch);
