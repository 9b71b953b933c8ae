namespace FleetSim.Model.Translation.KernelDma;

/// <summary>Consecutive pages of IOVAs that are not free.</summary>
/// <param name="First">Number of the first page, of 4 KiB.</param>
/// <param name="Last">Number of the last page.</param>
/// <param name="IsReserved">Never handed out, and never given back.</param>
internal readonly record struct IovaRun(ulong First, ulong Last, bool IsReserved);
