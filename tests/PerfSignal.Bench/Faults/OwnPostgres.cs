using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PerfSignal.Bench.Faults;

/// <summary>A PostgreSQL server of this run's own, which may be stopped and started as it likes; everything is deleted afterwards.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string programs;
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"perfsignal-bench-{Guid.NewGuid():N}");
    private readonly int port;

    /// <param name="programs">The folder with initdb and pg_ctl.</param>
    public OwnPostgres(string programs)
    {
        this.programs = programs;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";

    public async Task Start()
    {
        Directory.CreateDirectory(folder);
        if (IsRoot)
        {
            await Do("chown", "postgres", folder);
        }

        await Run("initdb", "-D", folder, "-A", "trust", "-U", "postgres", "--locale=C.UTF-8", "-E", "UTF8");
        await Run(
            "pg_ctl",
            [
                "-D",
                folder,
                "-w",
                "-l",
                Path.Combine(folder, "log"),
                "-o",
                $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c max_connections=200",
                "start",
            ]
        );
    }

    /// <summary>Every connection ends; it takes a second or two until it takes new ones.</summary>
    public Task Restart() => Run("pg_ctl", "-D", folder, "-w", "-m", "fast", "-l", Path.Combine(folder, "log"), "restart");

    public async ValueTask DisposeAsync()
    {
        await Run("pg_ctl", "-D", folder, "-m", "immediate", "stop");
        await Do("rm", "-rf", folder);
    }

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private Task Run(string program, params string[] arguments) =>
        IsRoot
            ? Do("runuser", ["-u", "postgres", "--", Path.Combine(programs, program), .. arguments])
            : Do(Path.Combine(programs, program), arguments);

    private static async Task Do(string program, params string[] arguments)
    {
        // The server inherits what it is given: a pipe would stay open as long as it runs.
        using var process =
            Process.Start(new ProcessStartInfo("sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]))
            ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
