using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;

namespace FleetSim.Verification.History.Checking;

/// <summary>Where a search has been: which operations were placed, and what the group was like. What follows is the
/// same.</summary>
internal sealed class SeenPoints
{
    private static readonly ImmutableSortedDictionary<uint, Domain> NoPasids =
        ImmutableSortedDictionary<uint, Domain>.Empty;

    private readonly HashSet<Seen> _seen = [];

    /// <param name="placed">Which operations were placed, beside all before <paramref name="first"/>;
    /// ascending.</param>
    /// <param name="first">The first that was not placed.</param>
    /// <returns>False when the search has been there.</returns>
    public bool Add(List<int> placed, int first, GroupPoint at) => _seen.Add(new Seen(placed, first, at));

    private readonly struct Seen(List<int> placed, int first, GroupPoint at) : IEquatable<Seen>
    {
        private readonly List<int> _placed = placed;
        private readonly int _first = first;
        private readonly GroupPoint _at = at;

        public bool Equals(Seen other) =>
            _first == other._first && _at.Life == other._at.Life && _at.Version == other._at.Version
            && _placed.SequenceEqual(other._placed) && Same(_at.State, other._at.State);

        public override bool Equals(object? obj) => obj is Seen other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_first);
            hash.Add(_at.Version);
            hash.Add(_at.State.Epoch);
            hash.Add(_at.State.Count);
            foreach (var operation in _placed)
            {
                hash.Add(operation);
            }

            return hash.ToHashCode();
        }

        /// <summary>Records compare collections by reference, so members and attachments are compared one by
        /// one.</summary>
        private static bool Same(GroupState one, GroupState other) =>
            one.Members.AsSpan().SequenceEqual(other.Members.AsSpan())
            && one.Strays.AsSpan().SequenceEqual(other.Strays.AsSpan())
            && (one.Pasids ?? NoPasids).SequenceEqual(other.Pasids ?? NoPasids)
            && one with { Members = other.Members, Strays = other.Strays, Pasids = other.Pasids } == other;
    }
}
