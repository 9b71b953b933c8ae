using System.Collections.Immutable;
using FleetSim.Contracts.Reports;

namespace FleetSim.Grains.Fleets;

/// <summary>What a silo tells of its fleet, part by part. Recorded calls leave the silo when they are told.</summary>
/// <remarks>Keeps the page of calls that was told last, in case its answer was lost.</remarks>
public sealed class ReportOutbox
{
    /// <summary>Sentences of one kind in one report.</summary>
    private const int SentencesMax = 1000;

    private readonly DeclaredFleet _fleet;
    private ImmutableArray<RecordedGroupCall> _page = [];
    private long _pages;

    internal ReportOutbox(DeclaredFleet fleet) => _fleet = fleet;

    /// <summary>The next part after what a reader has. One caller at a time.</summary>
    /// <param name="last">No call is under way: all that was recorded is wanted.</param>
    public SiloReport After(ReportCursor cursor, bool last)
    {
        var incidents = From(_fleet.Incidents.Texts, cursor.Incidents);
        var broken = From(_fleet.Broken.Problems, cursor.BrokenInvariants);
        if (cursor.Pages >= _pages)
        {
            Turn(last);
        }

        return new SiloReport
        {
            Counts = _fleet.Instruments.Read(),
            Incidents = incidents,
            BrokenInvariants = broken,
            Calls = _page,
            Cutoff = _fleet.History.Cutoff,
            Unrecorded = _fleet.History.Unrecorded,
            Next = new ReportCursor(
                cursor.Incidents + incidents.Length, cursor.BrokenInvariants + broken.Length, _pages),
        };
    }

    private static ImmutableArray<string> From(IReadOnlyCollection<string> all, int first) =>
        [.. all.Skip(first).Take(SentencesMax)];

    private void Turn(bool last)
    {
        _page = _fleet.History.Take(last) is { } taken
            ? [
                .. taken.Select(one => new RecordedGroupCall(
                    one.Host, one.Group, one.Operation.Call, one.Operation.Start, one.Operation.End, one.Operation.Reply)),
            ]
            : [];
        _pages += _page.IsEmpty ? 0 : 1;
    }
}
