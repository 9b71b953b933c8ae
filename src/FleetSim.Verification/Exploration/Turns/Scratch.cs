using System.Collections.Immutable;
using FleetSim.Verification.Exploration.States;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>A state in the making: the copy of a world in which one actor takes its turn.</summary>
internal sealed class Scratch
{
    private readonly World _before;
    private Cell[] _cells;

    public Scratch(World before, int actor)
    {
        _before = before;
        _cells = before.Cells;
        Actors = (ActorState[])before.Actors.Clone();
        Actor = actor;
        Serving = Mine.Serving;
        Pending = Mine.Pending;
    }

    public int Actor { get; }

    public ActorState[] Actors { get; }

    public ActorState Mine => Actors[Actor];

    public ImmutableArray<int> Serving { get; set; }

    public Message? Pending { get; set; }

    /// <summary>The answer of the operation; null while it is not finished.</summary>
    public Message? Answer { get; set; }

    public bool Stops { get; set; }

    public TraceInvariants Broken { get; set; }

    public string? Bookkeeping { get; set; }

    public Cell this[int cell]
    {
        get => _cells[cell];
        set
        {
            if (ReferenceEquals(_cells[cell], value))
            {
                return;
            }

            if (ReferenceEquals(_cells, _before.Cells))
            {
                _cells = (Cell[])_cells.Clone();
            }

            _cells[cell] = value;
        }
    }

    /// <summary>The state, once nothing more is to change.</summary>
    public World Finished(StateEncoder encoder)
    {
        Actors[Actor] = Mine with { Serving = Serving, Pending = Pending };
        for (var i = 0; i < Actors.Length; i++)
        {
            if (!ReferenceEquals(Actors[i], _before.Actors[i]))
            {
                Actors[i] = encoder.Actor(i, Actors[i]);
            }
        }

        return _before.With(_cells, Actors);
    }
}
