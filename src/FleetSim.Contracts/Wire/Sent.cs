using System.Runtime.CompilerServices;

namespace FleetSim.Contracts.Wire;

/// <summary>Fields of a surrogate without which its value cannot be made.</summary>
internal static class Sent
{
    /// <exception cref="NotSupportedException">The sender has left it out: it is of another version.</exception>
    public static T Value<T>(T? field, [CallerArgumentExpression(nameof(field))] string name = "")
        where T : class => field ?? throw Missing(name);

    /// <exception cref="NotSupportedException">The sender has left it out: it is of another version.</exception>
    public static T Value<T>(T? field, [CallerArgumentExpression(nameof(field))] string name = "")
        where T : struct => field ?? throw Missing(name);

    private static NotSupportedException Missing(string name) => new($"a message came without {name}");
}
