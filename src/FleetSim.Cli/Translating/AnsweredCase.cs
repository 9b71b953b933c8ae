using FleetSim.Verification.Conformance.Translation;

namespace FleetSim.Cli.Translating;

/// <summary>One case of an image with the answers of our unit.</summary>
internal sealed record AnsweredCase(string Name, IReadOnlyList<AnsweredRequest> Requests)
{
    /// <summary>Sends the requests of a case to the model.</summary>
    public static async ValueTask<AnsweredCase> Of(TranslationCase one)
    {
        var answers = await TranslationReplay.Answers(one, new ModelTranslationUnit());
        var requests = new List<AnsweredRequest>();
        for (var step = 0; step < one.Steps.Length; step++)
        {
            if (one.Steps[step].Request is { } request && answers[step] is { } answer)
            {
                requests.Add(new AnsweredRequest(step, request, answer));
            }
        }

        return new AnsweredCase(one.Name, requests);
    }
}
