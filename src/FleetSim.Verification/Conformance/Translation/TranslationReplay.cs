using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;

namespace FleetSim.Verification.Conformance.Translation;

/// <summary>Sends the requests of an image's cases to a unit, and compares the answers with the recorded ones.</summary>
public static class TranslationReplay
{
    private const ulong PageSize = 4096;

    /// <returns>One result a case. A case ends at the first step that differs.</returns>
    public static async ValueTask<IReadOnlyList<ConformanceResult>> Run(
        TranslationRecording recording, ITranslationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(unit);
        var results = new List<ConformanceResult>();
        foreach (var one in recording.Cases)
        {
            var answers = await Answers(one, unit).ConfigureAwait(false);
            results.Add(new ConformanceResult(recording.File, one.Name, Difference(one, answers)));
        }

        return results;
    }

    /// <summary>What the unit answers to each step of a case; null for a step that is no request.</summary>
    public static async ValueTask<IReadOnlyList<TranslationAnswer?>> Answers(TranslationCase one, ITranslationUnit unit)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(unit);
        await unit.Load(one.Image).ConfigureAwait(false);
        var answers = new List<TranslationAnswer?>();
        foreach (var step in one.Steps)
        {
            if (step.Request is not { } request)
            {
                await unit.Execute(step.Command!).ConfigureAwait(false);
                answers.Add(null);
                continue;
            }

            if (one.DropsCachesBeforeRequests)
            {
                await unit.Execute(HardwareCommand.Restart()).ConfigureAwait(false);
            }

            answers.Add(await Answer(request, unit).ConfigureAwait(false));
            if (request.Access == DmaAccess.Read)
            {
                // The recording switched translation off and on to look at what was read.
                await unit.Execute(HardwareCommand.Restart()).ConfigureAwait(false);
            }
        }

        return answers;
    }

    private static async ValueTask<TranslationAnswer> Answer(RecordedRequest request, ITranslationUnit unit)
    {
        ulong? first = null;
        foreach (var part in Parts(request))
        {
            var result = (await unit.Translate([part]).ConfigureAwait(false))[0];
            if (!result.Granted)
            {
                break;
            }

            first ??= result.Address;
        }

        var faults = await unit.TakeFaults().ConfigureAwait(false);
        return new TranslationAnswer(first, faults.IsEmpty ? null : faults[0]);
    }

    /// <summary>A request for each page that is touched.</summary>
    private static IEnumerable<TranslationRequest> Parts(RecordedRequest request)
    {
        var left = (ulong)request.Bytes;
        for (var iova = request.Iova; left > 0;)
        {
            yield return new TranslationRequest(iova, request.Rid, request.Access);
            var taken = Math.Min(left, PageSize - (iova % PageSize));
            left -= taken;
            iova += taken;
        }
    }

    private static string? Difference(TranslationCase one, IReadOnlyList<TranslationAnswer?> answers)
    {
        for (var i = 0; i < one.Steps.Length; i++)
        {
            if (one.Steps[i].Request is { Answer: { } recorded } request && recorded != answers[i])
            {
                return $"""
                    step {i}: {request.Device} {request.Access.ToString().ToLowerInvariant()} {request.Bytes} bytes at 0x{request.Iova:x}
                    the unit answered {recorded}
                    found {answers[i]}
                    before it: {string.Join("; ", one.Steps.Take(i).TakeLast(6).Select(Text))}
                    """;
            }
        }

        return null;
    }

    private static string Text(TranslationStep step) =>
        step.Request is { } request ? $"{request.Access} 0x{request.Iova:x} by {request.Device}" : $"{step.Command}";
}
