using System.Text.Json.Nodes;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Verification.Conformance.Translation;

namespace FleetSim.Cli.Translating;

/// <summary>The answers of an image as one document. Addresses are texts, as in the image.</summary>
internal static class AnswerJson
{
    public static JsonObject Document(IEnumerable<AnsweredCase> cases, AnswerTally tally) => new()
    {
        ["cases"] = new JsonArray([.. cases.Select(one => new JsonObject
        {
            ["name"] = one.Name,
            ["requests"] = new JsonArray([.. one.Requests.Select(Request)]),
        })]),
        ["requests"] = tally.Requests,
        ["translated"] = tally.Translated,
        ["faults"] = tally.Faults,
        ["interrupts"] = tally.Interrupts,
        ["dropped"] = tally.Dropped,
        ["recorded"] = tally.Recorded,
        ["agreed"] = tally.Agreed,
    };

    private static JsonObject Request(AnsweredRequest one) => new()
    {
        ["step"] = one.Step,
        ["device"] = one.Request.Device.ToString(),
        ["requester"] = one.Request.Rid.ToString(),
        ["access"] = Access(one.Request.Access == DmaAccess.Write),
        ["bytes"] = one.Request.Bytes,
        ["iova"] = Hex(one.Request.Iova),
        ["answer"] = Answer(one.Answer),
        ["interrupt"] = one.IsInterrupt,
        ["recorded"] = one.Request.Answer is { } recorded ? Answer(recorded) : null,
        ["agrees"] = one.Agrees,
    };

    private static JsonObject Answer(TranslationAnswer answer) => new()
    {
        ["pa"] = answer.Address is { } address ? Hex(address) : null,
        ["fault"] = answer.Fault is { } fault
            ? new JsonObject
            {
                ["reason"] = (int)fault.Reason,
                ["name"] = AnswerText.Words(fault.Reason),
                ["sourceId"] = fault.Source.ToString(),
                ["access"] = Access(fault.Write),
                ["address"] = Hex(fault.Address),
            }
            : null,
    };

    private static string Access(bool isWrite) => isWrite ? "write" : "read";

    private static string Hex(ulong number) => $"0x{number:x}";
}
