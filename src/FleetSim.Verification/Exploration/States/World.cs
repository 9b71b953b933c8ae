namespace FleetSim.Verification.Exploration.States;

/// <summary>One state of an explored program: what every grain keeps, and where every actor is. Immutable.</summary>
internal sealed class World
{
    public World(Cell[] cells, ActorState[] actors)
    {
        Cells = cells;
        Actors = actors;
        foreach (var cell in cells)
        {
            Fingerprint ^= cell.Fingerprint;
        }

        foreach (var actor in actors)
        {
            Fingerprint ^= actor.Fingerprint;
        }
    }

    private World(Cell[] cells, ActorState[] actors, UInt128 fingerprint)
    {
        Cells = cells;
        Actors = actors;
        Fingerprint = fingerprint;
    }

    public Cell[] Cells { get; }

    public ActorState[] Actors { get; }

    /// <summary>
    /// The exclusive or of the parts' fingerprints. Each of these is a hash over the number of the part as well, so
    /// equal contents of two parts do not cancel.
    /// </summary>
    public UInt128 Fingerprint { get; }

    /// <summary>A grain is in the middle of somebody's call, and begins no other.</summary>
    public bool IsBusy(int cell)
    {
        foreach (var actor in Actors)
        {
            foreach (var serving in actor.Serving)
            {
                if (serving == cell)
                {
                    return true;
                }
            }
        }

        return false;
    }

    public World With(Cell[] cells, ActorState[] actors)
    {
        var fingerprint = Fingerprint;
        for (var i = 0; cells != Cells && i < cells.Length; i++)
        {
            if (!ReferenceEquals(cells[i], Cells[i]))
            {
                fingerprint ^= Cells[i].Fingerprint ^ cells[i].Fingerprint;
            }
        }

        for (var i = 0; i < actors.Length; i++)
        {
            fingerprint ^= Actors[i].Fingerprint ^ actors[i].Fingerprint;
        }

        return new World(cells, actors, fingerprint);
    }
}
