namespace FleetSim.Model.Translation;

/// <summary>Counts what becomes of the requests of a batch while they are answered.</summary>
internal struct TranslationCounts(RemappingHardware unit)
{
    private readonly long _hitsBefore = unit.Hits;
    private int _translated;
    private int _faults;
    private int _interrupts;
    private int _unknown;

    public readonly TranslationTally Tally =>
        new(_translated, _faults, _interrupts, _unknown, (int)(unit.Hits - _hitsBefore));

    public void Add(TranslationOutcome outcome)
    {
        switch (outcome)
        {
            case TranslationOutcome.Translated:
                _translated++;
                break;
            case TranslationOutcome.Fault:
                _faults++;
                break;
            case TranslationOutcome.Interrupt:
                _interrupts++;
                break;
            default:
                _unknown++;
                break;
        }
    }
}
