using FleetSim.Model.Protocols;

namespace FleetSim.Benchmarks;

/// <summary>What a claim is measured against: takes and returns the same records, and makes one call to a second
/// grain.</summary>
[Alias("fleetsim.bench.caller")]
public interface IReferenceCallerGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<GroupReply> Execute(GroupCall call);
}

/// <summary>The second grain.</summary>
[Alias("fleetsim.bench.callee")]
public interface IReferenceCalleeGrain : IGrainWithStringKey
{
    [Alias("execute")]
    Task<SixteenBytes> Execute(SixteenBytes record);
}

/// <summary>A record of 16 bytes, as a claim sends one to its unit.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.bench.sixteen-bytes")]
public readonly record struct SixteenBytes([property: Id(0)] ulong Low, [property: Id(1)] ulong High);

/// <inheritdoc cref="IReferenceCallerGrain"/>
public sealed class ReferenceCallerGrain : Grain, IReferenceCallerGrain
{
    private IReferenceCalleeGrain? _callee;

    public async Task<GroupReply> Execute(GroupCall call)
    {
        _callee ??= GrainFactory.GetGrain<IReferenceCalleeGrain>(this.GetPrimaryKeyString());
        var answer = await _callee.Execute(new SixteenBytes(call.Owner.Value, call.Epoch));
        return new GroupReply(Model.Errno.None, answer.Low);
    }
}

/// <inheritdoc cref="IReferenceCalleeGrain"/>
public sealed class ReferenceCalleeGrain : Grain, IReferenceCalleeGrain
{
    public Task<SixteenBytes> Execute(SixteenBytes record) => Task.FromResult(record);
}

/// <summary>What the memory of a host's grains is measured against: holds nothing.</summary>
[Alias("fleetsim.bench.empty")]
public interface IEmptyGrain : IGrainWithStringKey
{
    [Alias("touch")]
    Task Touch();
}

/// <inheritdoc cref="IEmptyGrain"/>
public sealed class EmptyGrain : Grain, IEmptyGrain
{
    public Task Touch() => Task.CompletedTask;
}
