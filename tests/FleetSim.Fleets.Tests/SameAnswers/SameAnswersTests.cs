using CsCheck;
using FleetSim.Contracts.Declarations;
using FleetSim.Fleets.Grains;
using FleetSim.Fleets.Local;
using FleetSim.Fleets.Sources;
using FleetSim.Model;
using FleetSim.Model.Operations;
using FleetSim.Silo;

namespace FleetSim.Fleets.Tests.SameAnswers;

/// <summary>A fleet of grains and one without answer alike, call by call, retries and stopped hosts included.</summary>
public sealed class SameAnswersTests
{
    /// <summary>A host for each program, and for each that is tried while a failing one is made smaller.</summary>
    private const int Hosts = 100_000;

    /// <summary>One call of five is the one before, sent once more.</summary>
    private const int RetryKinds = RandomCalls.Kinds / 4;

    private static readonly Gen<(int Kind, int Choice)[]> Programs =
        Gen.Select(Gen.Int[0, RandomCalls.Kinds + RetryKinds - 1], Gen.Int[0, 999]).Array[1, 16];

    [Theory]
    [InlineData("mainline")]
    [InlineData("viability")]
    public async Task AnyCalls_GrainsAndLocalHost_AnswerAlike(string policy)
    {
        var growing = HostSources.Find("growing-group", ".", new InputPlace());
        var declaration = new FleetDeclaration { Hosts = Hosts, Mix = [new HostShare(growing, 1)], Policy = policy, Seed = 1 };
        var fleet = declaration.Boot();
        await using var silo = await FleetSilo.Start(new SiloOptions(), TestContext.Current.CancellationToken);
        using var local = new LocalFleet(fleet, continuousChecks: true);
        using var grains = await GrainFleet.Declare(silo.Grains, declaration);
        var lastHost = -1;

        await Programs.SampleAsync(
            async program =>
            {
                var host = Interlocked.Increment(ref lastHost);
                foreach (var (call, number) in Calls(new RandomCalls(fleet.TemplateOf(host)), program))
                {
                    var (expected, broken) = await Answer(call, local, host);
                    Assert.Equal((number, expected), (number, (await Answer(call, grains, host)).Text));
                    if (broken)
                    {
                        break; // A host begins anew as a whole, and of grains the activation that broke.
                    }
                }
            },
            iter: 1000,
            threads: 1);
    }

    /// <summary>Callers may do what a kernel would warn of, and break a policy's bookkeeping: that is an answer too.</summary>
    private static async Task<(string Text, bool Broken)> Answer(
        Func<IFleet, int, Task<string>> call, IFleet fleet, int host)
    {
        try
        {
            return (await call(fleet, host), false);
        }
        catch (InvariantViolationException violation)
        {
            return (violation.Message, true);
        }
    }

    private static IEnumerable<(Func<IFleet, int, Task<string>> Call, int Number)> Calls(
        RandomCalls calls, (int Kind, int Choice)[] program)
    {
        var last = calls.Create(kind: 3, choice: 0, new OperationId(1));
        for (var i = 0; i < program.Length; i++)
        {
            last = program[i].Kind < RandomCalls.Kinds
                ? calls.Create(program[i].Kind, program[i].Choice, new OperationId((ulong)i + 2))
                : last;
            yield return (last, i);
        }
    }
}
