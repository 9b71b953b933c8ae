using System.Net;
using CsCheck;
using FleetSim.Contracts;
using FleetSim.Grains.Placement;

namespace FleetSim.Grains.Tests.Placement;

/// <summary>
/// Rendezvous hashing: where a host's grains live depends on the host and on the silos' endpoints, and on nothing else.
/// </summary>
public sealed class HomeTests
{
    private static readonly Gen<SiloAddress[]> Silos =
        Gen.Int[1, 8].Select(count => Enumerable.Range(0, count).Select(silo => Silo(silo, generation: 1)).ToArray());

    private static readonly Gen<string> Hosts = Gen.Int[0, 999_999].Select(HostKey.Of);

    [Fact]
    public void Home_SilosInAnyOrder_IsTheSame() => Gen.Select(Hosts, Silos.SelectMany(Gen.Shuffle)).Sample(
        (host, shuffled) =>
        {
            var sorted = shuffled.OrderBy(silo => silo.Endpoint.Port).ToArray();
            Assert.Equal(HomePlacementDirector.Home(host, sorted), HomePlacementDirector.Home(host, shuffled));
        },
        iter: 500);

    [Fact]
    public void Home_SiloLeaves_MovesOnlyItsHosts() => Gen.Select(Hosts, Silos, Gen.Int[0, 7]).Sample(
        (host, silos, leaving) =>
        {
            if (silos.Length < 2)
            {
                return;
            }

            var before = HomePlacementDirector.Home(host, silos);
            var gone = silos[leaving % silos.Length];

            var after = HomePlacementDirector.Home(host, [.. silos.Where(silo => silo != gone)]);

            Assert.Equal(before == gone, before != after);
        },
        iter: 500);

    [Fact]
    public void Home_SilosRestarted_IsAtTheSameEndpoints() => Gen.Select(Hosts, Silos, Gen.Int[2, 1_000_000]).Sample(
        (host, silos, generation) =>
        {
            var restarted = silos.Select(silo => SiloAddress.New(silo.Endpoint, generation)).ToArray();

            Assert.Equal(
                HomePlacementDirector.Home(host, silos).Endpoint, HomePlacementDirector.Home(host, restarted).Endpoint);
        },
        iter: 500);

    [Fact]
    public void Home_TenThousandHostsOnFourSilos_AreSpreadEvenly()
    {
        var silos = Enumerable.Range(0, 4).Select(silo => Silo(silo, generation: 1)).ToArray();

        var shares = Enumerable.Range(0, 10_000).CountBy(host => HomePlacementDirector.Home(HostKey.Of(host), silos));

        // 2,500 each; five standard deviations of a fair draw are 217.
        Assert.All(shares, share => Assert.InRange(share.Value, 2_283, 2_717));
        Assert.Equal(4, shares.Count());
    }

    private static SiloAddress Silo(int number, int generation) =>
        SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11_111 + number), generation);
}
