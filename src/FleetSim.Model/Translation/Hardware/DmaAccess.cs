namespace FleetSim.Model.Translation.Hardware;

/// <summary>What a device wants to do, or what a page allows. The bits are those of a second-stage entry.</summary>
[Flags]
public enum DmaAccess : byte
{
    None = 0,
    Read = 1 << 0,
    Write = 1 << 1,
    ReadWrite = Read | Write,
}
