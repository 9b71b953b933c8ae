using FleetSim.Load.Models;
using FleetSim.Load.Quantities;

namespace FleetSim.Load.Tests.Models;

public sealed class LoadStageTests
{
    [Theory]
    [InlineData("inject", "2000/s", LoadKind.Open, 2000, 2000)]
    [InlineData("ramp-inject", "0/s..500/s", LoadKind.Open, 0, 500)]
    [InlineData("ramp-inject", "600/min..1/s", LoadKind.Open, 10, 1)]
    [InlineData("constant", "256", LoadKind.Closed, 256, 256)]
    [InlineData("ramp-constant", "0..256", LoadKind.Closed, 0, 256)]
    public void Parse_EachModel_HasItsLevels(string key, string value, LoadKind kind, double from, double to)
    {
        var stage = LoadStage.Parse(key, value);

        Assert.Equal((kind, from, to, null), (stage.Kind, stage.From, stage.To, stage.Length));
    }

    [Theory]
    [InlineData("inject", "0/s", "a load of zero does nothing")]
    [InlineData("inject", "0/s..5/s", "'0/s..5/s' is a range, and inject takes one value; write ramp-inject")]
    [InlineData("ramp-inject", "5/s", "'5/s' is one value, and ramp-inject takes a range from..to")]
    [InlineData("constant", "0", "a load of zero does nothing")]
    [InlineData("constant", "2000/s", "'2000/s' is not a count")]
    [InlineData("inject", "256", "'256' has no unit")]
    [InlineData("pause", "0s", "'0s' is no time at all")]
    [InlineData("pause", "1s..2s", "'1s..2s' is a range, and pause takes one value")]
    [InlineData("inject-random", "5/s", "'5/s' is one value, and inject-random takes a range from..to")]
    [InlineData("inject-random", "5/s..1/s", "the range of inject-random ends before it begins")]
    [InlineData("burst", "5/s", "'burst' is not a load model; expected inject, ramp-inject, inject-random, constant,")]
    public void Parse_Invalid_IsOneSentence(string key, string value, string sentence)
    {
        Assert.StartsWith(sentence, Assert.Throws<LoadFormatException>(() => LoadStage.Parse(key, value)).Message);
    }

    [Fact]
    public void Profile_OpenAndClosedMixed_IsRefused()
    {
        var error = Assert.Throws<LoadFormatException>(() => LoadProfile.Of(
            [LoadStage.Parse("inject", "1/s", TimeSpan.FromSeconds(1)), LoadStage.Parse("constant", "1")]));

        Assert.StartsWith("a load cannot mix", error.Message);
    }

    [Fact]
    public void Profile_OnlyAPause_IsRefused()
    {
        Assert.Throws<LoadFormatException>(() => LoadProfile.Of(LoadStage.Parse("pause", "1s")));
    }

    [Fact]
    public void Profile_EndlessStageFirst_IsRefused()
    {
        var error = Assert.Throws<LoadFormatException>(() => LoadProfile.Of(
            [LoadStage.Parse("inject", "1/s"), LoadStage.Parse("inject", "2/s")]));

        Assert.Equal("only the last stage of a load may go without a length", error.Message);
    }

    [Fact]
    public void Over_StagesLongerThanTheRun_IsRefused()
    {
        var profile = LoadProfile.Of(LoadStage.Parse("inject", "1/s", TimeSpan.FromSeconds(40)));

        Assert.Throws<LoadFormatException>(() => profile.Over(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void WorkOf_RampUpPauseAndRampDown_IsWhenTheLevelIsAboveTheUser()
    {
        var profile = LoadProfile.Of(
        [
            LoadStage.Parse("ramp-constant", "0..4", TimeSpan.FromSeconds(4)),
            LoadStage.Parse("constant", "4", TimeSpan.FromSeconds(1)),
            LoadStage.Parse("pause", "1s"),
            LoadStage.Parse("ramp-constant", "4..0"),
        ]);

        var work = profile.Over(TimeSpan.FromSeconds(10)).WorkOf(1);

        Assert.Equal([(1.0, 5.0), (6.0, 9.0)], work.Select(w => (w.Start.TotalSeconds, w.End.TotalSeconds)));
    }
}
