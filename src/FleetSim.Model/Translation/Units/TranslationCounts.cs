using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Units;

/// <summary>Counts what becomes of those requests of a batch that are not simply hits.</summary>
internal struct TranslationCounts(RemappingHardware unit)
{
    private readonly long _hitsBefore = unit.Hits;
    private int _translated;
    private int _faults;
    private int _interrupts;
    private int _unknown;

    /// <summary>Requests that were added.</summary>
    public readonly int Total => _translated + _faults + _interrupts + _unknown;

    /// <param name="requests">Of the batch. Those that were not added one by one were hits.</param>
    public readonly TranslationTally Tally(int requests) => new(
        _translated + (requests - Total), _faults, _interrupts, _unknown, (int)(unit.Hits - _hitsBefore));

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
