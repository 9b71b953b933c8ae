using System.Globalization;
using System.Text;
using FleetSim.Load.Results;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace FleetSim.Load.Recording;

/// <summary>Writes each second's latencies as a log in the format of HdrHistogram, version 1.3, which its tools
/// read.</summary>
/// <remarks>
/// A line a second for every workload and step that had answers: tag <c>NAME</c> counts from the planned start, tag
/// <c>NAME.service</c> from the real one. Values are nanoseconds; the column of maxima is in milliseconds. The lines are
/// ours because the library's own writer writes UTF-16, which no other tool reads.
/// </remarks>
public sealed class HistogramLog : IRunListener, IDisposable
{
    private readonly StreamWriter _lines;
    private readonly DateTimeOffset _measuredFrom;

    /// <param name="output">Closed with the log.</param>
    /// <param name="measuredFrom">When the measurement begins.</param>
    /// <exception cref="IOException">The log cannot be written.</exception>
    public HistogramLog(Stream output, DateTimeOffset measuredFrom)
    {
        _measuredFrom = measuredFrom;
        _lines = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        _lines.WriteLine("#[Histogram log format version 1.3]");
        _lines.WriteLine(Line($"#[StartTime: {Seconds(measuredFrom)} (seconds since epoch), {measuredFrom.UtcDateTime:O}]"));
        _lines.WriteLine(
            "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"");
    }

    /// <exception cref="IOException">The log cannot be written.</exception>
    public void SecondOver(string name, RecordedSecond second)
    {
        ArgumentNullException.ThrowIfNull(second);
        Write(name, second.Number, second.Latency);
        Write(name + ".service", second.Number, second.Service);
    }

    public void AllOver(int seconds, Func<LoadResult> soFar) => _lines.Flush();

    public void Dispose() => _lines.Dispose();

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(DateTimeOffset time) =>
        Line($"{time.ToUnixTimeMilliseconds() / 1e3:F3}");

    private static string Encoded(HistogramBase histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = buffer.Get();
        }

        return Convert.ToBase64String(bytes);
    }

    private void Write(string tag, int second, LatencyHistogram latency)
    {
        if (latency.Count > 0)
        {
            _lines.WriteLine(Line(
                $"Tag={tag},{Seconds(_measuredFrom.AddSeconds(second))},1.000,{latency.Max.TotalMilliseconds:F3},{Encoded(latency.Histogram)}"));
        }
    }
}
