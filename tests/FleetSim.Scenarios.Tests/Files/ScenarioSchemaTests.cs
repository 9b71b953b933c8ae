using System.Text.Json.Nodes;
using FleetSim.Load.Models;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Files.Keys;

namespace FleetSim.Scenarios.Tests.Files;

public sealed class ScenarioSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(ScenarioSchema.Json())!;

    public static TheoryData<string> Names => ShippedScenariosTests.Names;

    [Fact]
    public void Json_Head_IsDraft202012()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Schema["$schema"]!.GetValue<string>());
    }

    [Fact]
    public void Json_EveryKeyOfTheTable_IsThereWithItsDescriptionAndDefault()
    {
        var keys = AllKeys(ScenarioKeys.Type.Keys, Schema).ToArray();

        Assert.Equal(58, keys.Length);
        Assert.All(keys, pair =>
        {
            Assert.Equal(pair.Key.Description, pair.Schema?["description"]?.GetValue<string>());
            Assert.Equal(pair.Key.Default is not null, pair.Schema!.AsObject().ContainsKey("default"));
        });
    }

    [Fact]
    public void Json_EveryDefault_MeetsItsOwnSchema()
    {
        var withDefault = AllKeys(ScenarioKeys.Type.Keys, Schema).Where(pair => pair.Key.Default is not null);

        Assert.All(withDefault, pair => Assert.Null(JsonSchema.Problem(pair.Schema, pair.Schema!["default"])));
    }

    [Fact]
    public void Keys_RequiredOnes_HaveNoDefault()
    {
        var keys = AllKeys(ScenarioKeys.Type.Keys, Schema).Select(pair => pair.Key);

        Assert.All(keys, key => Assert.False(key.Required && key.Default is not null, key.Name));
    }

    [Fact]
    public void Keys_OfAStage_AreThoseOfTheLoadEngine()
    {
        Assert.Equal([.. LoadStage.Keys, "for"], StageKeys.Type.Keys.Select(key => key.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_ShippedScenario_MeetsIt(string name)
    {
        Assert.Null(JsonSchema.Problem(Schema, YamlJson.Of(ShippedScenarios.Find(name)!)));
    }

    [Theory]
    [InlineData("hosts: 3", "hosts: 0", "$.fleet.hosts: breaks minimum 1")]
    [InlineData("duration: 2s", "duration: 2", "$.duration: breaks type \"string\"")]
    [InlineData("duration: 2s", "duration: 2 parsecs", "$.duration: breaks pattern")]
    [InlineData("name: small\n", "", "$: breaks required")]
    [InlineData("name: small", "nam: small", "$: breaks additionalProperties")]
    [InlineData("claim-contention", "driver-churn\n    hold: 5ms", "$.workloads[0]: breaks if")]
    [InlineData("constant: 4", "constant: 4, inject: 1/s", "$.workloads[0].load: breaks oneOf")]
    public void Json_WrongScenario_BreaksIt(string part, string by, string problem)
    {
        var found = JsonSchema.Problem(Schema, YamlJson.Of(SmallScenario.Replace(part, by)));

        Assert.StartsWith(problem, found, StringComparison.Ordinal);
    }

    private static IEnumerable<(Key Key, JsonNode? Schema)> AllKeys(IEnumerable<Key> keys, JsonNode? schema)
    {
        foreach (var key in keys)
        {
            var value = schema?["items"] ?? schema;
            var own = (value?["properties"] ?? value?["oneOf"]?[1]?["properties"])?[key.Name]; // In short, or a mapping.
            yield return (key, own);
            foreach (var inner in AllKeys(key.Keys, own))
            {
                yield return inner;
            }
        }
    }
}
