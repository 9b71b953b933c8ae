using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FleetSim.Scenarios.Tests.Files;

/// <summary>Checks a document against the JSON Schema keywords that ours uses; another one is an error here.</summary>
internal static class JsonSchema
{
    /// <returns>Null if the value meets the schema; else the path and the keyword it breaks.</returns>
    public static string? Problem(JsonNode? schema, JsonNode? value, string path = "$")
    {
        if (schema is JsonValue truth)
        {
            return truth.GetValue<bool>() ? null : $"{path}: is not allowed";
        }

        return schema!.AsObject()
            .Select(keyword => Problem(keyword.Key, keyword.Value!, schema.AsObject(), value, path))
            .FirstOrDefault(problem => problem is not null);
    }

    private static string? Problem(string keyword, JsonNode rule, JsonObject schema, JsonNode? value, string path)
    {
        var holds = keyword switch
        {
            "$schema" or "title" or "description" or "default" or "then" => true,
            "type" => rule is JsonArray types ? types.Any(type => IsOf(type!, value)) : IsOf(rule, value),
            "enum" => rule.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)),
            "const" => JsonNode.DeepEquals(rule, value),
            "pattern" => !IsOf("string", value) || Regex.IsMatch(value!.GetValue<string>(), rule.GetValue<string>()),
            "minimum" => !IsOf("number", value) || Number(value) >= Number(rule),
            "maximum" => !IsOf("number", value) || Number(value) <= Number(rule),
            "minItems" => value is not JsonArray few || few.Count >= rule.GetValue<int>(),
            "maxItems" => value is not JsonArray many || many.Count <= rule.GetValue<int>(),
            "required" => value is not JsonObject map
                || rule.AsArray().All(key => map.ContainsKey(key!.GetValue<string>())),
            "oneOf" => rule.AsArray().Count(one => Problem(one, value) is null) == 1,
            "additionalProperties" when rule is JsonObject => value is not JsonObject any
                || any.All(pair => Problem(rule, pair.Value) is null),
            "additionalProperties" => value is not JsonObject all || all.All(
                pair => schema["properties"]!.AsObject().ContainsKey(pair.Key)),
            "if" => Problem(rule, value) is not null || Problem(schema["then"], value) is null,
            "items" or "properties" or "allOf" => true,
            _ => throw new NotSupportedException($"{path}: the checker does not know '{keyword}'"),
        };
        return holds ? Inner(keyword, rule, value, path) : $"{path}: breaks {keyword} {rule.ToJsonString()}";
    }

    private static string? Inner(string keyword, JsonNode rule, JsonNode? value, string path) => (keyword, value) switch
    {
        ("items", JsonArray list) => list
            .Select((item, index) => Problem(rule, item, $"{path}[{index}]"))
            .FirstOrDefault(problem => problem is not null),
        ("properties", JsonObject map) => rule.AsObject()
            .Where(pair => map.ContainsKey(pair.Key))
            .Select(pair => Problem(pair.Value, map[pair.Key], $"{path}.{pair.Key}"))
            .FirstOrDefault(problem => problem is not null),
        ("allOf", _) => rule.AsArray().Select(part => Problem(part, value, path)).FirstOrDefault(p => p is not null),
        _ => null,
    };

    private static bool IsOf(JsonNode type, JsonNode? value) => (type.GetValue<string>(), value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => double.IsInteger(Number(value)),
        _ => false,
    };

    private static double Number(JsonNode? value) => double.Parse(value!.ToJsonString());
}
