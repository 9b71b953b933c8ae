using System.Runtime.InteropServices;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Translation;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;

namespace FleetSim.Contracts.Wire;

/// <summary>A batch of requests as its bytes lie in memory, 16 each; machines of one cluster are little-endian
/// alike.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.translation-batch")]
internal struct TranslationBatchSurrogate
{
    [Id(0)] public byte[]? Requests;
    [Id(1)] public Domain Domain;
    [Id(2)] public ulong Changes;
}

[RegisterConverter]
internal sealed class TranslationBatchConverter : IConverter<TranslationBatch, TranslationBatchSurrogate>
{
    public TranslationBatch ConvertFromSurrogate(in TranslationBatchSurrogate wire) =>
        new(MemoryMarshal.Cast<byte, TranslationRequest>(wire.Requests))
        {
            Domain = wire.Domain,
            Changes = wire.Changes,
        };

    public TranslationBatchSurrogate ConvertToSurrogate(in TranslationBatch value) => new()
    {
        Requests = MemoryMarshal.AsBytes(value.Requests).ToArray(),
        Domain = value.Domain,
        Changes = value.Changes,
    };
}

/// <summary>The answers to a batch as their bytes lie in memory, 16 each.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.translation-reply")]
internal struct TranslationReplySurrogate
{
    [Id(0)] public Errno Errno;
    [Id(1)] public TranslationTally Tally;
    [Id(2)] public TranslationBatch Batch;
    [Id(3)] public byte[]? Results;
}

[RegisterConverter]
internal sealed class TranslationReplyConverter : IConverter<TranslationReply, TranslationReplySurrogate>
{
    public TranslationReply ConvertFromSurrogate(in TranslationReplySurrogate wire)
    {
        wire.Batch.Answer(MemoryMarshal.Cast<byte, TranslationResult>(wire.Results));
        return new TranslationReply(wire.Errno, wire.Tally, wire.Batch);
    }

    public TranslationReplySurrogate ConvertToSurrogate(in TranslationReply value) => new()
    {
        Errno = value.Errno,
        Tally = value.Tally,
        Batch = value.Batch,
        Results = MemoryMarshal.AsBytes(value.Batch.Results).ToArray(),
    };
}

/// <summary>What became of a batch.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.translation-tally")]
internal struct TranslationTallySurrogate
{
    [Id(0)] public int Translated;
    [Id(1)] public int Faults;
    [Id(2)] public int Interrupts;
    [Id(3)] public int Unknown;
    [Id(4)] public int Hits;
}

[RegisterConverter]
internal sealed class TranslationTallyConverter : IConverter<TranslationTally, TranslationTallySurrogate>
{
    public TranslationTally ConvertFromSurrogate(in TranslationTallySurrogate wire) =>
        new(wire.Translated, wire.Faults, wire.Interrupts, wire.Unknown, wire.Hits);

    public TranslationTallySurrogate ConvertToSurrogate(in TranslationTally value) => new()
    {
        Translated = value.Translated,
        Faults = value.Faults,
        Interrupts = value.Interrupts,
        Unknown = value.Unknown,
        Hits = value.Hits,
    };
}

/// <summary>Ranges of IOVAs and the memory behind them.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.dma-range")]
internal struct DmaRangeSurrogate
{
    [Id(0)] public ulong Iova;
    [Id(1)] public ulong Size;
    [Id(2)] public ulong Hpa;
    [Id(3)] public bool Read;
    [Id(4)] public bool Write;
}

[RegisterConverter]
internal sealed class DmaRangeConverter : IConverter<DmaRange, DmaRangeSurrogate>
{
    public DmaRange ConvertFromSurrogate(in DmaRangeSurrogate wire) =>
        new(wire.Iova, wire.Size, wire.Hpa, wire.Read, wire.Write);

    public DmaRangeSurrogate ConvertToSurrogate(in DmaRange value) => new()
    {
        Iova = value.Iova,
        Size = value.Size,
        Hpa = value.Hpa,
        Read = value.Read,
        Write = value.Write,
    };
}

/// <summary>A change of what a domain maps.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.domain-call")]
internal struct DomainCallSurrogate
{
    [Id(0)] public Domain Domain;
    [Id(1)] public ulong From;
    [Id(2)] public DmaRange[]? Unmap;
    [Id(3)] public DmaRange[]? Map;
    [Id(4)] public bool IsComplete;
}

[RegisterConverter]
internal sealed class DomainCallConverter : IConverter<DomainCall, DomainCallSurrogate>
{
    public DomainCall ConvertFromSurrogate(in DomainCallSurrogate wire) => new(
        wire.Domain,
        wire.From,
        ImmutableCollectionsMarshal.AsImmutableArray(wire.Unmap),
        ImmutableCollectionsMarshal.AsImmutableArray(wire.Map))
    {
        IsComplete = wire.IsComplete,
    };

    public DomainCallSurrogate ConvertToSurrogate(in DomainCall value) => new()
    {
        Domain = value.Domain,
        From = value.From,
        Unmap = ImmutableCollectionsMarshal.AsArray(value.Unmap),
        Map = ImmutableCollectionsMarshal.AsArray(value.Map),
        IsComplete = value.IsComplete,
    };
}

/// <summary>What a unit answers to a change of a domain. Number 2 was the bytes that it unmapped.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.domain-reply")]
internal struct DomainReplySurrogate
{
    [Id(0)] public Errno Errno;
    [Id(1)] public bool Unknown;
}

[RegisterConverter]
internal sealed class DomainReplyConverter : IConverter<DomainReply, DomainReplySurrogate>
{
    public DomainReply ConvertFromSurrogate(in DomainReplySurrogate wire) =>
        new(wire.Errno, wire.Unknown);

    public DomainReplySurrogate ConvertToSurrogate(in DomainReply value) =>
        new() { Errno = value.Errno, Unknown = value.Unknown };
}

/// <summary>A user process has one of its devices do DMA.</summary>
[GenerateSerializer, Immutable, OmitDefaultMemberValues, Alias("fleetsim.wire.dma-call")]
internal struct DmaCallSurrogate
{
    [Id(0)] public string File;
    [Id(1)] public TranslationBatch Batch;
}

[RegisterConverter]
internal sealed class DmaCallConverter : IConverter<DmaCall, DmaCallSurrogate>
{
    public DmaCall ConvertFromSurrogate(in DmaCallSurrogate wire) => new(wire.File, wire.Batch);

    public DmaCallSurrogate ConvertToSurrogate(in DmaCall value) => new() { File = value.File, Batch = value.Batch };
}
