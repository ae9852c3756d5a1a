using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PerfSignal.Bench;

/// <summary>`serve` as a process of its own on a free port of this machine.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    public ServiceProcess(IReadOnlyList<(string Key, string Value)> settings)
        : this(settings, "PerfSignal.Bot.dll", "serve") { }

    /// <param name="program">Beside this one; it runs the service with settings from the environment.</param>
    public ServiceProcess(IReadOnlyList<(string Key, string Value)> settings, string program, params string[] arguments)
    {
        Address = new IPEndPoint(IPAddress.Loopback, FreePort());
        var url = $"http://{Address}";
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet"
        )
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, program) },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = url;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Organization__QuietHours"] = "00:00-00:00";
        http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(5) };
        process = Process.Start(start) ?? throw new InvalidOperationException("The service did not start.");
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
            {
                Console.WriteLine("  service: " + text);
            }
        };
        process.BeginOutputReadLine();
    }

    public IPEndPoint Address { get; }

    /// <summary>To read what it takes of the machine.</summary>
    public Process Process => process;

    public bool Ended => process.HasExited;

    public long ResidentMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    /// <summary>For requests to the service.</summary>
    public HttpClient Http => http;

    public async Task<bool> Ready()
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("healthz/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: nothing in the process runs any more.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>The same without waiting for the end.</summary>
    public void KillNow() => process.Kill();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
        http.Dispose();
    }
}
