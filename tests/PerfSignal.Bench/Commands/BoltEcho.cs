using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace PerfSignal.Bench;

/// <summary>Slack's own framework as a process: it checks the signature and acknowledges with a sentence, and does nothing else.</summary>
internal sealed class BoltEcho : IDisposable
{
    private const string Script = "bolt-echo.mjs";

    private BoltEcho(Process process, IPEndPoint address) => (Process, Address) = (process, address);

    public Process Process { get; }
    public IPEndPoint Address { get; }

    /// <returns>Null where Node.js or the packages of tests/interop are not there.</returns>
    public static async Task<BoltEcho?> Start(string secret)
    {
        if (Folder() is not { } folder)
        {
            return null;
        }

        var start = new ProcessStartInfo("node", [Script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["BOLT_SECRET"] = secret;
        start.Environment["NODE_ENV"] = "production";
        try
        {
            var process = Process.Start(start)!;
            var port = await process.StandardOutput.ReadLineAsync();
            return new BoltEcho(process, new IPEndPoint(IPAddress.Loopback, int.Parse(port ?? "", CultureInfo.InvariantCulture)));
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or FormatException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.Dispose();
    }

    private static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "tests", "interop");
            if (File.Exists(Path.Combine(folder, Script)))
            {
                return Directory.Exists(Path.Combine(folder, "node_modules", "@slack", "bolt")) ? folder : null;
            }
        }

        return null;
    }
}
