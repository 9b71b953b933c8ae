using FleetSim.Model.Protocols;

namespace FleetSim.Verification.History.Checking;

/// <summary>Looks for an order of a group's operations in which each answers as the specification does, and none
/// comes before one that had ended when it started.</summary>
/// <remarks>
/// The search of Wing and Gong (1993) with the memory of Lowe (2017). Where answers tell versions nearly every step has
/// one way to go on, and a history is checked in one pass. An operation that changed nothing is placed as soon as its
/// answer is right: later would be no better. One without an answer is placed when nothing else explains what follows.
/// </remarks>
internal sealed class LinearizationSearch
{
    /// <summary>Placements that are tried before a search is given up.</summary>
    private const long TriesMax = 20_000_000;

    /// <summary>Before the end of time: what has no answer ends there.</summary>
    private const long Complete = long.MaxValue - 1;

    private readonly GroupSpecification _specification;
    private readonly int[] _indices;
    private readonly GroupOperation[] _operations;
    private readonly int _answered;
    private readonly bool[] _placed;
    private readonly List<(int Operation, GroupPoint Point)> _order = [];
    private readonly Stack<Choice> _choices = [];
    private readonly SeenPoints _seen = new();
    private readonly GroupPoint _start;
    private List<(int Operation, GroupPoint Point)> _longest = [];
    private int _first;
    private int _left;
    private long _tries;

    private LinearizationSearch(
        GroupSpecification specification,
        GroupPoint start,
        IReadOnlyList<GroupOperation> history,
        IEnumerable<int> part,
        long until)
    {
        _specification = specification;
        _start = start;
        _indices =
        [
            .. part.Where(index => history[index].Start <= until)
                .OrderBy(index => history[index].End > until).ThenBy(index => history[index].Start),
        ];
        _operations = [.. _indices.Select(index => history[index])];
        _answered = _left = _operations.Count(operation => operation.End <= until);
        _placed = new bool[_operations.Length];
    }

    private GroupPoint At => _order.Count == 0 ? _start : _order[^1].Point;

    /// <param name="history">None of its operations found its host down.</param>
    /// <param name="until">What was known then: operations that had not started are not there, answers that had not
    /// come are unknown.</param>
    public static Linearization Run(
        GroupSpecification specification,
        GroupPoint start,
        IReadOnlyList<GroupOperation> history,
        long until = Complete) =>
        Run(specification, start, history, Enumerable.Range(0, history.Count), until);

    /// <param name="part">Indices of the operations that count.</param>
    public static Linearization Run(
        GroupSpecification specification,
        GroupPoint start,
        IReadOnlyList<GroupOperation> history,
        IEnumerable<int> part,
        long until = Complete)
    {
        var search = new LinearizationSearch(specification, start, history, part, until);
        var end = search.Run();
        var order = end == SearchEnd.Found ? search._order : search._longest;
        return new Linearization(
            end,
            [.. order.Select(step => search._indices[step.Operation])],
            [.. order.Select(step => step.Point)]);
    }

    private SearchEnd Run()
    {
        while (_left > 0)
        {
            if (_tries > TriesMax)
            {
                return SearchEnd.GivenUp;
            }

            if (Ways() is { } ways && (_left == 0 || TryGoOn(ways)))
            {
                continue;
            }

            if (_order.Count > _longest.Count)
            {
                _longest = [.. _order];
            }

            if (!TryAnother())
            {
                return SearchEnd.None;
            }
        }

        return SearchEnd.Found;
    }

    /// <summary>Places what changes nothing and is right here; then tells which changes are.</summary>
    /// <returns>Null when some answer saw this version, or an earlier one, and cannot be explained any more.</returns>
    private List<(int Operation, GroupPoint Point)>? Ways()
    {
        var ways = new List<(int, GroupPoint)>(1);
        bool placed;
        do
        {
            placed = false;
            ways.Clear();
            var at = At;
            var bound = long.MaxValue;
            for (var i = _first; i < _answered && _operations[i].Start <= bound; i++)
            {
                if (_placed[i])
                {
                    continue;
                }

                if (IsRightHere(i, at) is not { } point)
                {
                    if (_operations[i].Version is > 0 and var version && version <= at.Version)
                    {
                        return null;
                    }
                }
                else if (point.Version == at.Version && ChangesNothingAnywhere(_operations[i]))
                {
                    Place(i, point);
                    placed = true;
                    continue;
                }
                else
                {
                    ways.Add((i, point));
                }

                bound = Math.Min(bound, _operations[i].End);
            }
        }
        while (placed);

        return ways;
    }

    /// <summary>It tells the version it saw; or it was refused, and what a refusal changes nobody can see.</summary>
    private static bool ChangesNothingAnywhere(GroupOperation operation) =>
        operation.Version != 0 || !operation.Reply!.Value.Granted;

    private GroupPoint? IsRightHere(int index, GroupPoint at)
    {
        var version = _operations[index].Version;
        if (version != 0 && version != at.Version && version != at.Version + 1)
        {
            return null;
        }

        _tries++;
        var expected = _operations[index].Reply!.Value;
        return _specification.Apply(at, _operations[index].Call) is { } answer && IsSame(answer.Reply, expected)
            ? answer.Next
            : null;
    }

    private static bool IsSame(GroupReply allowed, GroupReply given) =>
        allowed == given || (given.Version == 0 && allowed with { Version = 0 } == given);

    private bool TryGoOn(List<(int Operation, GroupPoint Point)> ways)
    {
        var bound = Bound();
        var mayHaveHappened = _answered < _operations.Length && _operations[_answered].Start <= bound;
        if (ways.Count == 1 && !mayHaveHappened)
        {
            Place(ways[0].Operation, ways[0].Point);
            return true;
        }

        if ((ways.Count > 0 || mayHaveHappened) && _seen.Add(PlacedBeyondFirst(bound), _first, At))
        {
            var choice = new Choice(_order.Count, new Queue<(int, GroupPoint)>(ways)) { HasUnanswered = mayHaveHappened };
            _choices.Push(choice);
            return TryChoice(choice);
        }

        return false;
    }

    /// <summary>Goes back to the last choice that has a way left, and takes it.</summary>
    private bool TryAnother()
    {
        while (_choices.TryPeek(out var choice))
        {
            GoBack(choice.Depth);
            if (TryChoice(choice))
            {
                return true;
            }

            _choices.Pop();
        }

        return false;
    }

    private bool TryChoice(Choice choice)
    {
        if (choice.Ways.Count == 0 && choice.HasUnanswered)
        {
            choice.HasUnanswered = false;
            Unanswered(choice.Ways);
        }

        if (!choice.Ways.TryDequeue(out var way))
        {
            return false;
        }

        Place(way.Operation, way.Point);
        return true;
    }

    /// <summary>Which operations have a place though an earlier one has none, and which of those without an
    /// answer.</summary>
    /// <remarks>What started after the bound has no place yet, whatever the order so far.</remarks>
    private List<int> PlacedBeyondFirst(long bound)
    {
        var placed = new List<int>();
        for (var i = _first; i < _answered && _operations[i].Start <= bound; i++)
        {
            if (_placed[i])
            {
                placed.Add(i);
            }
        }

        for (var i = _answered; i < _operations.Length && _operations[i].Start <= bound; i++)
        {
            if (_placed[i])
            {
                placed.Add(i);
            }
        }

        return placed;
    }

    /// <summary>Operations without an answer that may have happened here and changed something.</summary>
    private void Unanswered(Queue<(int Operation, GroupPoint Point)> ways)
    {
        var bound = Bound();
        for (var i = _answered; i < _operations.Length && _operations[i].Start <= bound; i++)
        {
            _tries++;
            if (!_placed[i] && _specification.Apply(At, _operations[i].Call) is { } answer
                && answer.Next.Version != At.Version)
            {
                ways.Enqueue((i, answer.Next));
            }
        }
    }

    /// <summary>The first end among answered operations that have no place yet: nothing that started later comes
    /// next.</summary>
    private long Bound()
    {
        var bound = long.MaxValue;
        for (var i = _first; i < _answered && _operations[i].Start <= bound; i++)
        {
            bound = _placed[i] ? bound : Math.Min(bound, _operations[i].End);
        }

        return bound;
    }

    private void Place(int index, GroupPoint point)
    {
        _order.Add((index, point));
        _placed[index] = true;
        _left -= index < _answered ? 1 : 0;
        while (_first < _answered && _placed[_first])
        {
            _first++;
        }
    }

    private void GoBack(int depth)
    {
        for (var i = _order.Count - 1; i >= depth; i--)
        {
            var index = _order[i].Operation;
            _placed[index] = false;
            _left += index < _answered ? 1 : 0;
            _first = Math.Min(_first, index);
        }

        _order.RemoveRange(depth, _order.Count - depth);
    }

    /// <param name="Depth">How many operations were placed.</param>
    /// <param name="Ways">What is left to try.</param>
    private sealed record Choice(int Depth, Queue<(int Operation, GroupPoint Point)> Ways)
    {
        /// <summary>Operations without an answer have not been tried here.</summary>
        public bool HasUnanswered { get; set; }
    }
}
