using System.Text;

namespace FleetSim.Telemetry;

/// <summary>Tag values are in snake case: <c>ClaimGroup</c> becomes <c>claim_group</c>.</summary>
public static class SnakeCase
{
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
}
