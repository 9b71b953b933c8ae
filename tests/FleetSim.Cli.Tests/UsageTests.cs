namespace FleetSim.Cli.Tests;

public sealed class UsageTests
{
    private const int BadInput = 2;

    private const string Policies =
        "viability, enum-v1, tag, user-domain, private-domain, mainline-6.1, mainline, strict";

    [Fact]
    public async Task Arguments_None_AskForAVerb() =>
        (await FleetSimProgram.Run()).RequireRefused(BadInput, "which verb? (see 'fleetsim --help')");

    [Theory]
    [InlineData("frobnicate", "there is no verb 'frobnicate' (see 'fleetsim --help')")]
    [InlineData("rnu smoke", "there is no verb 'rnu'; did you mean 'run'? (see 'fleetsim --help')")]
    [InlineData(
        "run smoke --sede 1", "there is no option '--sede'; did you mean '--seed'? (see 'fleetsim run --help')")]
    [InlineData("--frobnicate", "there is no option '--frobnicate' (see 'fleetsim --help')")]
    [InlineData("run", "Required argument 'scenario' missing for command: 'run' (see 'fleetsim run --help')")]
    [InlineData("run smoke --seed", "Required argument missing for option: '--seed' (see 'fleetsim run --help')")]
    [InlineData("run smoke more", "'more' is one argument too many (see 'fleetsim run --help')")]
    [InlineData("groups", "Required argument 'capture' missing for command: 'groups' (see 'fleetsim groups --help')")]
    [InlineData(
        "schema more",
        "Argument 'more' not recognized. Must be one of: 'scenario' 'litmus' (see 'fleetsim schema --help')")]
    [InlineData("explore", "Required argument 'litmus' missing for command: 'explore' (see 'fleetsim explore --help')")]
    [InlineData(
        "bench frobnicate",
        "Argument 'frobnicate' not recognized. Must be one of: 'all' 'claims' 'telemetry' 'memory' 'translation' "
        + "(see 'fleetsim bench --help')")]
    [InlineData("bench --rounds many", "--rounds: a whole number from 1 to 100 (see 'fleetsim bench --help')")]
    [InlineData(
        "run smoke --via post",
        "--via: Argument 'post' not recognized. Must be one of: 'grains' 'local' (see 'fleetsim run --help')")]
    public async Task Arguments_Wrong_AreToldInOneSentence(string line, string sentence) =>
        (await FleetSimProgram.Run(line.Split(' '))).RequireRefused(BadInput, sentence);

    [Theory]
    [InlineData("run", "")]
    [InlineData("groups", "")]
    [InlineData("conformance", "")]
    [InlineData("run", "smoke", "--report", "")]
    public async Task Arguments_Empty_AreRefused(params string[] args) =>
        (await FleetSimProgram.Run(args))
        .RequireRefused(BadInput, $"an argument is empty (see 'fleetsim {args[0]} --help')");

    /// <summary>An at sign is a letter of a file's name, not an order to read arguments from it.</summary>
    [Fact]
    public async Task Arguments_FileWithAnAtSign_IsThatFile() =>
        (await FleetSimProgram.Run("run", "@nowhere")).RequireRefused(BadInput, "@nowhere: there is no such file");

    [Theory]
    [InlineData("--policy nope", $"--policy: 'nope' is not one of {Policies}")]
    [InlineData("--hosts 0", "--hosts: '0' is not a whole number from 1 to 1000000")]
    [InlineData("--hosts -5", "--hosts: '-5' is not a whole number from 1 to 1000000")]
    [InlineData("--seed x", "--seed: 'x' is not a whole number from 0 to 18446744073709551615")]
    [InlineData(
        "--duration 5parsecs",
        "--duration: '5parsecs' has the unknown unit 'parsecs'; "
        + "expected a duration such as 500us, 20ms, 30s, 2m or 1h")]
    [InlineData("--http 0.0.0.0:9464", "--http: 0.0.0.0 can be reached from outside; only loopback is served")]
    [InlineData("--http [::]:9464", "--http: :: can be reached from outside; only loopback is served")]
    [InlineData("--http 192.0.2.1:80", "--http: 192.0.2.1 can be reached from outside; only loopback is served")]
    [InlineData("--http 127.0.0.1", "--http: '127.0.0.1' is not an address and port, such as 127.0.0.1:9464")]
    [InlineData("--http here", "--http: 'here' is not an address and port, such as 127.0.0.1:9464")]
    public async Task Run_BadOption_IsRefused(string option, string sentence) =>
        (await FleetSimProgram.Run(["run", "smoke", .. option.Split(' ')])).RequireRefused(BadInput, sentence);

    [Theory]
    [InlineData("--policy nope", $"--policy: there is no policy 'nope'; the policies are {Policies}")]
    [InlineData("--max-states 0", "--max-states: '0' is not a whole number from 1 to 100000000")]
    [InlineData("--walk many", "--walk: 'many' is not a whole number from 1 to 100000000")]
    [InlineData("--walk 5 --seed -1", "--seed: '-1' is not a whole number from 0 to 18446744073709551615")]
    [InlineData("--seed 1", "--seed: only --walk chooses at random; give both, or neither")]
    public async Task Explore_BadOption_IsRefused(string option, string sentence) =>
        (await FleetSimProgram.Run(["explore", "origin", .. option.Split(' ')])).RequireRefused(BadInput, sentence);

    [Fact]
    public async Task ComparePolicies_UnknownPolicy_IsRefusedBeforeAnyRun() =>
        (await FleetSimProgram.Run("compare-policies", "smoke", "--policies", "mainline,nope")).RequireRefused(
            BadInput,
            $"--policies: there is no policy 'nope'; the policies are {Policies}");

    [Fact]
    public async Task ComparePolicies_NoPolicy_IsRefused() =>
        (await FleetSimProgram.Run("compare-policies", "smoke", "--policies", ",")).RequireRefused(
            BadInput,
            $"--policies: name at least one of {Policies}");
}
