namespace FleetSim.Verification.Translation;

/// <summary>Says when everything that a lazy domain has unmapped is invalidated: 10 ms after the first unmap since the
/// timer last expired, and before that when an unmap finds 255 ranges waiting.</summary>
/// <remarks>Written from the description of the flush queue and not from its code.</remarks>
public sealed class ExpectedFlushes
{
    /// <summary>The longest time from an unmap to its flush.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(10);

    private const int Most = 255;

    private int _waiting;
    private TimeSpan? _expires;

    /// <summary>Time has gone on, before anything else is done.</summary>
    /// <returns>Whether there was a flush.</returns>
    public bool AdvanceTo(TimeSpan now)
    {
        if (!(now >= _expires))
        {
            return false;
        }

        (_waiting, _expires) = (0, null);
        return true;
    }

    /// <summary>A range is unmapped.</summary>
    /// <returns>Whether there was a flush before it is queued.</returns>
    public bool Unmap(TimeSpan now)
    {
        var isFull = _waiting == Most;
        _waiting = isFull ? 1 : _waiting + 1;
        _expires ??= now + Longest;
        return isFull;
    }
}
