namespace FleetSim.Contracts;

/// <summary>By what silos and clients of one cluster know each other.</summary>
public static class ClusterIds
{
    public const string Cluster = "fleetsim";

    public const string Service = "fleetsim";
}
