namespace FleetSim.Cli.Translating;

/// <summary>How many requests ended how. A request that lands in part and then faults counts as a fault.</summary>
/// <param name="Dropped">Blocked without a record, as the requester's context entry disables them.</param>
/// <param name="Recorded">Answers that the image has.</param>
/// <param name="Agreed">Those of them that are ours.</param>
internal sealed record AnswerTally(
    int Requests, int Translated, int Faults, int Interrupts, int Dropped, int Recorded, int Agreed)
{
    public static AnswerTally Of(IEnumerable<AnsweredCase> cases)
    {
        var all = cases.SelectMany(one => one.Requests).ToList();
        var (translated, faults, interrupts) = (
            all.Count(request => request.IsTranslated),
            all.Count(request => request.Answer.Fault is not null),
            all.Count(request => request.IsInterrupt));
        return new AnswerTally(
            all.Count,
            translated,
            faults,
            interrupts,
            all.Count - translated - faults - interrupts,
            all.Count(request => request.Agrees is not null),
            all.Count(request => request.Agrees == true));
    }

    public override string ToString() =>
        $"{Requests} requests: {Translated} translated, {Faults} faults, {Interrupts} interrupts, "
        + $"{Dropped} dropped without a record; {Agreed} of {Recorded} recorded answers agree";
}
