using System.Net;
using System.Net.Sockets;

namespace FleetSim.Silo;

/// <summary>A silo wants to know its port before it listens, even one that nobody else will ever call.</summary>
internal static class FreePort
{
    /// <summary>A loopback port that is free now; the system does not give it out again soon.</summary>
    public static int Next()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <exception cref="IOException">Somebody listens there, or the address is not of this machine.</exception>
    public static void Require(IPEndPoint? endpoint)
    {
        if (endpoint is null)
        {
            return;
        }

        try
        {
            using var probe = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(endpoint);
        }
        catch (SocketException failure)
        {
            throw new IOException($"cannot listen on {endpoint}: {failure.Message}", failure);
        }
    }
}
