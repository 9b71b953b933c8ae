namespace FleetSim.Verification.History.Checking;

/// <summary>A failing window as people read it.</summary>
internal sealed class WindowText(GroupSpecification specification, Timeline timeline)
{
    /// <summary>Most lines of a window; the last ones say what is wrong.</summary>
    private const int LinesMax = 40;

    public HistoryProblem Problem(GroupHistory group, FailingWindow window)
    {
        var sentence = window.Operations.Count == 1
            ? $"gave an answer that {specification.Policy} does not allow"
            : $"gave {window.Operations.Count} answers that {specification.Policy} does not allow in any order";
        return new HistoryProblem(group.Host, group.Number, sentence, [.. Lines(window)]);
    }

    private IEnumerable<string> Lines(FailingWindow window)
    {
        if (window.Before is { } before)
        {
            yield return $"after {timeline.Line(before)}";
        }

        yield return $"the group has {window.Start}";
        var left = Math.Max(0, window.Operations.Count - LinesMax);
        if (left > 0)
        {
            yield return $"… {left} earlier operations of the window";
        }

        foreach (var operation in window.Operations.Skip(left))
        {
            var allowed = window.Unplaced.Contains(operation) ? Allowed(window, operation) : "";
            yield return timeline.Line(operation) + allowed;
        }
    }

    /// <summary>What the model answers where the longest order that was found ends.</summary>
    private string Allowed(FailingWindow window, GroupOperation operation) =>
        specification.Apply(window.Reached, operation.Call) is { } answer
            ? $"; the model: {Timeline.Answer(answer.Reply)}"
            : "; the model: no such call can come here";
}
