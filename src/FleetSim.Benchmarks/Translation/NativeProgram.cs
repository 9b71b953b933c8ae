using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace FleetSim.Benchmarks.Translation;

/// <summary>The hot paths in C, compiled by this machine's gcc into a folder that goes with it.</summary>
public sealed class NativeProgram : IDisposable
{
    /// <summary>Why there is nothing beside a figure.</summary>
    public const string Missing = "no gcc";

    private static readonly string[] Sources = ["translation.c", "batch.h", "create.h", "tables.h", "unit.h"];

    private readonly DirectoryInfo _folder;

    private NativeProgram(DirectoryInfo folder) => _folder = folder;

    private string Program => Path.Combine(_folder.FullName, "translation");

    /// <returns>Null where there is no such compiler.</returns>
    /// <exception cref="IOException">It is there, and does not compile it.</exception>
    public static async Task<NativeProgram?> Compile(CancellationToken cancellation, string compiler = "gcc")
    {
        var native = new NativeProgram(Directory.CreateTempSubdirectory("fleetsim-bench-"));
        try
        {
            foreach (var source in Sources)
            {
                await using var text = typeof(NativeProgram).Assembly.GetManifestResourceStream(source)!;
                await using var file = File.Create(Path.Combine(native._folder.FullName, source));
                await text.CopyToAsync(file, cancellation);
            }

            var main = Path.Combine(native._folder.FullName, Sources[0]);
            await Run(compiler, ["-O2", "-std=gnu11", "-o", native.Program, main], cancellation);
            return native;
        }
        catch (Win32Exception)
        {
            native.Dispose(); // There is no such program to start.
            return null;
        }
        catch
        {
            native.Dispose();
            throw;
        }
    }

    /// <summary>One round.</summary>
    /// <param name="arguments">As the head of <c>translation.c</c> says.</param>
    /// <returns>Nanoseconds of CPU time per operation, and the sum of the addresses of one pass.</returns>
    public async Task<(double Nanoseconds, ulong Sum)> Run(string arguments, CancellationToken cancellation)
    {
        var words = (await Run(Program, arguments.Split(' '), cancellation)).Split(' ');
        return (
            double.Parse(words[0], CultureInfo.InvariantCulture),
            ulong.Parse(words[1], CultureInfo.InvariantCulture));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> Run(string program, string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? await output
            : throw new IOException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {await error}");
    }
}
