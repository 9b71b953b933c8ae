namespace FleetSim.Fleets;

/// <summary>A silo of the cluster does not answer any more, and what its grains held is gone.</summary>
public sealed class SiloLostException : IOException
{
    public SiloLostException()
    {
    }

    public SiloLostException(string message)
        : base(message)
    {
    }

    public SiloLostException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
