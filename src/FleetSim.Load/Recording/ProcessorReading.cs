using System.Globalization;

namespace FleetSim.Load.Recording;

/// <summary>Processor time used up to a moment.</summary>
/// <param name="Process">By this process, user and system.</param>
/// <param name="Machine">
/// By everything on the machine, time that a hypervisor took away included; null where nobody tells.
/// </param>
/// <param name="Processors">Processors of the machine, which may be more than the process may use.</param>
public readonly record struct ProcessorReading(TimeSpan Process, TimeSpan? Machine, int Processors)
{
    /// <summary>Linux counts in hundredths of a second, whatever its own clock does.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Fields of a processor's line that are no work: idle, and waiting for a disk.</summary>
    private static readonly int[] Idle = [3, 4];

    /// <summary>Guest time is counted in user time already.</summary>
    private const int FieldsMax = 8;

    public static ProcessorReading Now()
    {
        var (machine, processors) = OperatingSystem.IsLinux() ? Read() : (null, Environment.ProcessorCount);
        return new ProcessorReading(Environment.CpuUsage.TotalTime, machine, processors);
    }

    /// <summary>Reads the first lines of <c>/proc/stat</c>.</summary>
    /// <returns>Time that all processors were busy, and how many there are; null for another text.</returns>
    internal static (TimeSpan? Busy, int Processors) Parse(IEnumerable<string> lines)
    {
        var processors = lines.Where(line => line.StartsWith("cpu", StringComparison.Ordinal)).ToArray();
        var fields = processors is [var all, _, ..]
            ? all.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(FieldsMax).ToArray()
            : [];
        var ticks = 0.0;
        for (var i = 0; i < fields.Length; i++)
        {
            if (!double.TryParse(fields[i], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return (null, Environment.ProcessorCount);
            }

            ticks += Idle.Contains(i) ? 0 : value;
        }

        return fields.Length == FieldsMax
            ? (TimeSpan.FromSeconds(ticks / TicksPerSecond), processors.Length - 1)
            : (null, Environment.ProcessorCount);
    }

    private static (TimeSpan? Busy, int Processors) Read()
    {
        try
        {
            return Parse(File.ReadLines("/proc/stat")
                .TakeWhile(line => line.StartsWith("cpu", StringComparison.Ordinal)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, Environment.ProcessorCount); // A sandbox may hide it; then nobody knows about others.
        }
    }
}
