using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Caches;

/// <summary>What the context entry of a requester, or the PASID entry behind it, says: how its requests are
/// translated.</summary>
/// <param name="Mode">By which tables.</param>
/// <param name="Root">Address of the top table.</param>
/// <param name="Width">How many bits it translates, in how many levels.</param>
/// <param name="DomainId">Tags what is cached.</param>
/// <param name="FaultsDisabled">FPD: faults block the request, and are not recorded.</param>
/// <param name="TakesTranslationRequests">The device may have a translation cache of its own.</param>
/// <param name="IsScalable">Scalable mode, whose faults have other codes.</param>
/// <param name="TracksDirty">SSADE: accessed and dirty bits are set in second-stage leaves.</param>
/// <remarks>Source: VT-d specification, context entry and scalable-mode PASID table entry;
/// <c>reference/translation.md</c> 1.2, 2.</remarks>
internal readonly record struct RequesterContext(
    TranslationMode Mode,
    ulong Root,
    AddressWidth Width,
    ushort DomainId,
    bool FaultsDisabled = false,
    bool TakesTranslationRequests = false,
    bool IsScalable = false,
    bool TracksDirty = false);

/// <summary>By which tables a requester's addresses are translated.</summary>
internal enum TranslationMode : byte
{
    SecondStage,
    FirstStage,
    PassThrough,
}
