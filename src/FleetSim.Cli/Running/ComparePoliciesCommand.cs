using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Runs;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;

namespace FleetSim.Cli.Running;

/// <summary><c>fleetsim compare-policies SCENARIO --policies a,b,…</c>.</summary>
internal static class ComparePoliciesCommand
{
    public static Command Create()
    {
        var options = new RunOptions();
        var all = string.Join(",", OwnershipPolicies.All.Select(one => one.Name));
        var policies = new Option<string>("--policies")
        {
            Description = $"Policies to compare, separated by commas; all of them by default: {all}.",
            DefaultValueFactory = _ => all,
        };
        var command = new Command("compare-policies", "Runs a scenario with one seed under several policies, one table.")
        {
            policies,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
            Compare(parsed, options, Names(parsed.GetRequiredValue(policies)), cancellation));
        return command;
    }

    private static List<string> Names(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        var known = string.Join(", ", OwnershipPolicies.All.Select(one => one.Name));
        if (names.Find(name => OwnershipPolicies.Find(name) is null) is { } unknown)
        {
            throw new InputException($"--policies: there is no policy '{unknown}'; the policies are {known}");
        }

        return names.Count > 0 ? names : throw new InputException($"--policies: name at least one of {known}");
    }

    private static async Task<int> Compare(
        ParseResult parsed, RunOptions options, List<string> policies, CancellationToken cancellation)
    {
        var results = new List<RunResult>();
        var report = options.Folder(parsed);
        report?.Check();
        policies.ForEach(policy => report?.Below(policy).Check());
        foreach (var policy in policies)
        {
            var part = report?.Below(policy);
            var result = await RunCommand.Execute(parsed, options, policy, part, cancellation);
            results.Add(result);
            part?.Write(result);
            if (result.Load.Aborted)
            {
                break;
            }
        }

        if (parsed.GetValue(options.Json))
        {
            parsed.Output().WriteLine(RunJson.Text(new ComparisonDocument([.. results.Select(RunDocument.Of)])));
        }
        else
        {
            ComparisonTable.Write(results, parsed.Output());
        }

        // Thresholds are the scenario's wishes for one policy; here only what each policy guarantees decides.
        var held = results.Count == policies.Count && results.All(result => result.BrokenGuarantees.Count == 0);
        return held ? ExitCode.Passed : ExitCode.Failed;
    }
}
