namespace FleetSim.Model.Groups.Isolation;

/// <summary>Devices whose isolation is known from elsewhere than their ACS registers.</summary>
/// <remarks>Source: reference/groups.md 5.1.</remarks>
internal enum AcsQuirkFamily
{
    /// <summary>South bridge functions that redirect everything upstream (pci_quirk_amd_sb_acs).</summary>
    AmdSouthBridge,

    /// <summary>The vendor says the functions do not talk to each other (pci_quirk_mf_endpoint_acs).</summary>
    VerifiedEndpoint,

    /// <summary>
    /// VT-d lets root-complex endpoints reach each other with translated addresses only (pci_quirk_rciep_acs).
    /// </summary>
    IntelRootComplexEndpoint,

    /// <summary>Ports without the capability whose hardware behaves as if it were there and on.</summary>
    IsolatingPort,

    /// <summary>The same, when the function is a root port.</summary>
    IsolatingRootPort,

    /// <summary>Root ports that isolate once their peer decodes are closed (pci_quirk_intel_pch_acs).</summary>
    IntelPch,

    /// <summary>Root ports with 32-bit ACS registers (pci_quirk_intel_spt_pch_acs).</summary>
    IntelWideRegisters,

    /// <summary>
    /// Root and downstream ports of which only the listed ones isolate (pci_quirk_zhaoxin_pcie_ports_acs).
    /// </summary>
    ZhaoxinPort,

    /// <summary>A vendor of which only the listed network cards isolate (pci_quirk_wangxun_nic_acs).</summary>
    WangxunCard,
}
