using FleetSim.LoadTests;
using FleetSim.LoadTests.NBomber;

// NBomber draws its tables on standard output; what was asked for has to be alone there.
var output = Console.Out;
Console.SetOut(Console.Error);
return await ForeignCommandLine.Run(new NBomberEngine(), "fleetsim-nbomber", args, output, Console.Error);
