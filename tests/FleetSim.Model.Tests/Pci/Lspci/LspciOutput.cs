using System.Text;
using FleetSim.Model.Tests.Pci.Config;

namespace FleetSim.Model.Tests.Pci.Lspci;

/// <summary>Writes functions as lspci prints them.</summary>
internal static class LspciOutput
{
    internal static string Function(string address, ConfigBytes config, int size = 4096)
    {
        var text = new StringBuilder($"{address} Class [0200]: Device [8086:10d3] (rev 01)\n");
        var bytes = config.ToArray().AsSpan(0, size);
        for (var row = 0; row < size; row += 16)
        {
            text.Append($"{row:x2}:");
            foreach (var value in bytes.Slice(row, 16))
            {
                text.Append($" {value:x2}");
            }

            text.Append('\n');
        }

        return text.Append('\n').ToString();
    }
}
