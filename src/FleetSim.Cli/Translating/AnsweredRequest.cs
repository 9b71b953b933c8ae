using FleetSim.Model.Translation.Hardware;
using FleetSim.Verification.Conformance.Translation;

namespace FleetSim.Cli.Translating;

/// <summary>One request of an image's case, and what our unit answers to it.</summary>
/// <param name="Step">Place among the case's steps, from 0.</param>
internal sealed record AnsweredRequest(int Step, RecordedRequest Request, TranslationAnswer Answer)
{
    /// <summary>The access is one to the interrupt range: no memory is touched and nothing is recorded.</summary>
    public bool IsInterrupt => Answer.Fault is null && Answer.Address is null
        && Request.Iova is >= RemappingHardware.InterruptFirst and <= RemappingHardware.InterruptLast;

    public bool IsTranslated => Answer.Fault is null && Answer.Address is not null;

    /// <summary>Whether the recorded answer is the same; null when none was recorded.</summary>
    public bool? Agrees => Request.Answer is { } recorded ? recorded == Answer : null;
}
