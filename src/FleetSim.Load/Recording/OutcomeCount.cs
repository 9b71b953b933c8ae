namespace FleetSim.Load.Recording;

/// <summary>How often there was one outcome, in all and by second.</summary>
internal sealed class OutcomeCount
{
    private readonly List<long> _perSecond = [];

    public long Total { get; private set; }

    public IReadOnlyList<long> PerSecond => _perSecond;

    public void Add(int second, long count)
    {
        while (_perSecond.Count <= second)
        {
            _perSecond.Add(0);
        }

        _perSecond[second] += count;
        Total += count;
    }

    public OutcomeCount Copy()
    {
        var copy = new OutcomeCount { Total = Total };
        copy._perSecond.AddRange(_perSecond);
        return copy;
    }
}
