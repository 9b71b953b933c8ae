using System.Collections.Frozen;
using System.Text;

namespace FleetSim.Telemetry;

/// <summary>Tag values are in snake case: <c>ClaimGroup</c> becomes <c>claim_group</c>.</summary>
public static class SnakeCase
{
    /// <summary>The word for an operation; made once.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Words<TEnum>.All.TryGetValue(value, out var word) ? word : Of(value.ToString());

    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static class Words<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly FrozenDictionary<TEnum, string> All =
            Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => Of(value.ToString()));
    }
}
