using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Protocols;

/// <summary>How a device's requests reach memory: as its requester id, through its unit.</summary>
/// <remarks>
/// No step is kept: a batch that is lost in between was not sent. A unit that does not know the requester is told by
/// the group, once; one that does not know it then either belongs to a group that has let it go.
/// </remarks>
public static class DeviceDma
{
    /// <summary>The device puts its requester id on a batch.</summary>
    /// <returns>The unit to send it to; null for a device that no unit translates, whose addresses pass
    /// unchanged.</returns>
    public static string? Send(DeviceState device, TranslationBatch batch)
    {
        foreach (ref var request in batch.Room[..batch.Count])
        {
            request = request with { Rid = device.Requester };
        }

        return device.Unit;
    }

    /// <summary>An absent device sends nothing.</summary>
    public static Errno Refusal(DeviceState device) => device.IsPresent ? Errno.None : Errno.ENODEV;

    /// <summary>Whether the group is to attach again, and the batch to be sent once more.</summary>
    public static bool AsksTheGroup(TranslationReply reply) => reply.Tally.Unknown > 0;
}
