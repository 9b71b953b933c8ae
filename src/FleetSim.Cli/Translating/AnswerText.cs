using System.Globalization;
using System.Text;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Verification.Conformance.Translation;

namespace FleetSim.Cli.Translating;

/// <summary>The answers of a case as people read them: a line for each request.</summary>
internal static class AnswerText
{
    public static void Write(AnsweredCase one, TextWriter output)
    {
        output.WriteLine(one.Name);
        if (one.Requests.Count == 0)
        {
            output.WriteLine("  no requests");
            return;
        }

        string[][] rows =
        [
            ["step", "device", "access", "bytes", "iova", "answer", "recorded"],
            .. one.Requests.Select(Cells),
        ];
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.PadRight(widths[column]));
            output.WriteLine($"  {string.Join("  ", cells)}".TrimEnd());
        }
    }

    /// <summary>The reason in words: "no write" for <see cref="FaultReason.NoWrite"/>.</summary>
    public static string Words(FaultReason reason)
    {
        if (!Enum.IsDefined(reason))
        {
            return "a reason that the unit does not give";
        }

        var words = new StringBuilder();
        foreach (var letter in reason.ToString())
        {
            words.Append(char.IsUpper(letter) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    private static string[] Cells(AnsweredRequest one)
    {
        var request = one.Request;
        var isRewritten = request.Rid != request.Device.Rid;
        return
        [
            one.Step.ToString(CultureInfo.InvariantCulture),
            isRewritten ? $"{request.Device} as {request.Rid}" : $"{request.Device}",
            request.Access == DmaAccess.Write ? "write" : "read",
            request.Bytes.ToString(CultureInfo.InvariantCulture),
            $"0x{request.Iova:x}",
            one.IsInterrupt ? "interrupt range" : Text(one.Answer),
            one.Agrees switch
            {
                null => "",
                true => "agrees",
                false => $"DIFFERS: {Text(request.Answer!)}",
            },
        ];
    }

    private static string Text(TranslationAnswer answer) => (answer.Address, answer.Fault) switch
    {
        (null, null) => "dropped without a record",
        ({ } address, null) => $"0x{address:x}",
        (null, { } fault) => Text(fault),
        ({ } address, { } fault) => $"0x{address:x}, then {Text(fault)}",
    };

    private static string Text(FaultRecord fault) =>
        $"fault 0x{(byte)fault.Reason:x2} ({Words(fault.Reason)}): "
        + $"{fault.Source} {(fault.Write ? "write" : "read")} 0x{fault.Address:x}";
}
