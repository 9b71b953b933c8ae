using FleetSim.Model;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Tests.Files;

public sealed class ScenarioOverridesTests
{
    private static readonly Scenario Small = SmallScenario.Parse(SmallScenario.With("warmup: 1s"));

    [Fact]
    public void With_Nothing_IsTheSameScenario()
    {
        Assert.Equal(Small, Small.With(new()));
    }

    [Fact]
    public void With_EveryOption_ChangesThatAndNothingElse()
    {
        var scenario = Small.With(new()
        {
            Policy = "strict",
            Seed = "99",
            Hosts = "7",
            Duration = "5s",
            Durability = "none",
        });

        var expected = Small with
        {
            Policy = "strict",
            Seed = 99,
            Fleet = Small.Fleet with { Hosts = 7 },
            Duration = TimeSpan.FromSeconds(5),
            Overrides = "--policy strict --seed 99 --hosts 7 --duration 5s --durability none",
        };
        Assert.Equal(expected, scenario);
    }

    [Theory]
    [InlineData(
        "policy",
        "mainlnie",
        "--policy: 'mainlnie' is not one of viability, enum-v1, tag, user-domain, private-domain, mainline-6.1, "
        + "mainline, strict; did you mean 'mainline'?")]
    [InlineData("seed", "x", "--seed: 'x' is not a whole number from 0 to 18446744073709551615")]
    [InlineData("hosts", "0", "--hosts: '0' is not a whole number from 1 to 1000000")]
    [InlineData("hosts", "", "--hosts: has no value; expected a whole number from 1 to 1000000")]
    [InlineData(
        "duration",
        "30",
        "--duration: '30' has no unit; expected a duration such as 500us, 20ms, 30s, 2m or 1h")]
    [InlineData(
        "durability",
        "store",
        "--durability: store needs a cluster, which this version does not have; leave the key out, or write none")]
    public void With_WrongValue_NamesTheOption(string option, string value, string sentence)
    {
        var overrides = new ScenarioOverrides
        {
            Policy = option == "policy" ? value : null,
            Seed = option == "seed" ? value : null,
            Hosts = option == "hosts" ? value : null,
            Duration = option == "duration" ? value : null,
            Durability = option == "durability" ? value : null,
        };

        Assert.Equal(sentence, Assert.Throws<InputException>(() => Small.With(overrides)).Message);
    }

    [Fact]
    public void With_DurationTooShortForTheStages_NamesTheOption()
    {
        var staged = SmallScenario.Parse(
            SmallScenario.Replace("{ constant: 4 }", "{ stages: [ { constant: 4, for: 1500ms } ] }"));

        var exception = Assert.Throws<InputException>(() => staged.With(new() { Duration = "1s" }));

        Assert.Equal("--duration: the stages of the load do not fit into the run of 1 s", exception.Message);
    }
}
