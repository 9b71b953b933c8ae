using FleetSim.Cli;

return await FleetSimCommandLine.Run(args, Console.Out, Console.Error);
