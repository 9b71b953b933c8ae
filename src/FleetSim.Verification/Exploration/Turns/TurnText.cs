using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>One turn in words, for traces.</summary>
internal static class TurnText
{
    /// <param name="came">What the grain takes the turn for.</param>
    /// <param name="before">What it kept until now: also the call that it goes on with.</param>
    public static Turn Of(int cell, Message came, Cell before, Move move, Layout layout)
    {
        var asked = came is Request request ? request.ToString() : $"{CallInProgress(before)}, goes on";
        var did = move.Call is { } call
            ? $"asks {layout.NameOf(call.Cell)}"
            : AnswerText.Of(move.Reply!, layout);
        return new Turn(layout.KindOf(cell), layout.NameOf(cell), layout.WithNames(asked!), did);
    }

    public static Turn OfDma(int cell, Message answer, Layout layout) =>
        new(layout.KindOf(cell), layout.NameOf(cell), "DMA", AnswerText.Of(answer, layout));

    private static string? CallInProgress(Cell before) => before switch
    {
        HostCell { State.Step.Call: var call } => call.ToString(),
        DeviceCell { State.Step.Call: var call } => call.ToString(),
        GroupCell { Record.Step.Call: var call } => call.ToString(),
        _ => null,
    };
}
