using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Tests.Domains;

/// <summary>
/// Writes of <c>type</c>; the rows are what kernels 6.1 and 6.12 answered, and the rules around them.
/// </summary>
public sealed class TypeWritingTests
{
    private static readonly HostIommu Strict = HostIommu.Of(IommuKind.Intel, "");

    [Theory]
    [InlineData("DMA", "identity", 1, "", "identity")]
    [InlineData("DMA", "identity", 3, "", "EINVAL")]
    [InlineData("DMA", "DMA-FQ", 3, "", "EINVAL")]
    [InlineData("DMA", "DMA", 1, "", "DMA")]
    [InlineData("DMA", "auto", 1, "", "DMA")]
    [InlineData("DMA", "identity", 1, "bound", "EBUSY")]
    [InlineData("DMA", "DMA", 1, "bound", "EBUSY")]
    [InlineData("DMA", "DMA-FQ", 1, "bound", "DMA-FQ")]
    [InlineData("DMA", "DMA-FQ", 1, "bound user", "EBUSY")]
    [InlineData("DMA-FQ", "DMA", 1, "bound", "EBUSY")]
    [InlineData("DMA-FQ", "auto", 1, "", "DMA")]
    [InlineData("identity", "DMA", 1, "", "DMA")]
    [InlineData("identity", "auto", 1, "", "DMA")]
    [InlineData("DMA-FQ", "bogus", 1, "bound", "EINVAL")]
    [InlineData("DMA", "bogus", 3, "", "EINVAL")]
    public void Decide_SingleMemberRules_AnswersAsKernel61(
        string current, string word, int members, string state, string answer)
    {
        Assert.Equal(answer, Answer(current, word, members, state, TypeWriteRules.SingleMember));
    }

    [Theory]
    [InlineData("DMA", "identity", 3, "", "identity")]
    [InlineData("DMA", "DMA", 3, "", "DMA")]
    [InlineData("DMA", "identity", 3, "kernel", "EPERM")]
    [InlineData("DMA", "DMA-FQ", 3, "kernel", "DMA-FQ")]
    [InlineData("DMA", "DMA-FQ", 1, "user", "DMA-FQ")]
    [InlineData("DMA", "identity", 1, "bound", "identity")]
    [InlineData("DMA-FQ", "DMA", 3, "kernel", "EPERM")]
    [InlineData("DMA-FQ", "auto", 3, "", "DMA")]
    [InlineData("identity", "DMA-FQ", 3, "", "DMA-FQ")]
    [InlineData("identity", "DMA-FQ", 1, "user", "EPERM")]
    [InlineData("identity", "identity", 1, "user", "EPERM")]
    [InlineData("identity", "identity", 1, "bound", "identity")]
    [InlineData("DMA-FQ", "bogus", 1, "kernel", "EINVAL")]
    [InlineData("DMA", "identity", 0, "", "EPERM")]
    public void Decide_WholeGroupRules_AnswersAsKernel612(
        string current, string word, int members, string state, string answer)
    {
        Assert.Equal(answer, Answer(current, word, members, state, TypeWriteRules.WholeGroup));
    }

    [Theory]
    [InlineData("identity", "EINVAL")]
    [InlineData("DMA-FQ", "DMA-FQ")]
    [InlineData("DMA", "DMA")]
    [InlineData("auto", "DMA")]
    public void Decide_UntrustedMember_TakesDmaOnly(string word, string answer)
    {
        var write = Write("DMA", word, 1) with { Members = [new DomainDemand(Untrusted: true)] };

        Assert.Equal(answer, Answer(TypeWriting.Decide(write, Strict, TypeWriteRules.WholeGroup)));
    }

    [Fact]
    public void Decide_BadWriters_AreRefusedBeforeTheWordIsRead()
    {
        var write = Write("DMA", "bogus", 1);

        Assert.Equal(Errno.EACCES, TypeWriting.Decide(write with { IsPrivileged = false }, Strict, 0).Refusal);
        Assert.Equal(Errno.EINVAL, TypeWriting.Decide(write with { Current = null, Word = "DMA" }, Strict, 0).Refusal);
        Assert.True(TypeWriting.Decide(write with { Word = "identity\n" }, Strict, 0).Accepted);
    }

    private static string Answer(string current, string word, int members, string state, TypeWriteRules rules)
    {
        var write = Write(current, word, members) with
        {
            AnyDriverBound = state.Length > 0,
            OwnerCount = state.Contains("kernel") || state.Contains("user") ? 1 : 0,
            OnDefaultDomain = !state.Contains("user"),
        };
        return Answer(TypeWriting.Decide(write, Strict, rules));
    }

    private static string Answer(TypeWriteResult result) => result.Type?.Word() ?? result.Refusal.ToString();

    private static TypeWrite Write(string current, string word, int members)
    {
        Assert.True(DefaultDomainWords.TryParseWritten(current, out var type));
        return new TypeWrite { Current = type, Word = word, Members = [.. new DomainDemand[members]] };
    }
}
