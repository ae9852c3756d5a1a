using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PerfSignal.Bench;

/// <summary>One slash command as it goes over the wire, and whose answer it must get.</summary>
internal sealed record SignedCommand(byte[] Bytes, int BodyAt, string Command, int Number, string Timestamp, string Signature)
{
    public ReadOnlyMemory<byte> Body => Bytes.AsMemory(BodyAt);
}

/// <summary>Requests as Slack signs them (https://docs.slack.dev/authentication/verifying-requests-from-slack), made before the clock runs.</summary>
internal sealed class SignedCommands(CommandCompany company, string secret)
{
    public const string Goals = "/goals";
    public const string Commitments = "/commitments";
    private readonly byte[] key = Encoding.UTF8.GetBytes(secret);
    private readonly Random random = new(20261122);
    private int made;

    /// <summary>Each of a random person, with a trigger of its own; every second asks for goals.</summary>
    public SignedCommand[] Make(int count)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, count).Select(at => One(at % 2 == 0 ? Goals : Commitments, timestamp))];
    }

    /// <summary>Whether an answer shows what the person asked for, and nothing of anybody else.</summary>
    public bool IsRight(SignedCommand asked, ReadOnlySpan<byte> answer)
    {
        if (asked.Command == Goals)
        {
            return Mark.Read(answer, "owngoal"u8) is { Count: 1 } owners && owners.Contains(asked.Number);
        }

        var (pairs, shown) = (company.Pairs(asked.Number).ToHashSet(), Mark.Read(answer, "pairword"u8));
        // Ten lines are shown at most, two of each pair.
        return shown.Count >= Math.Min(pairs.Count, 5) && shown.IsSubsetOf(pairs);
    }

    private SignedCommand One(string command, string timestamp)
    {
        var number = random.Next(company.Size);
        var body =
            $"token=x&team_id={CommandCompany.Workspace}&team_domain=example&channel_id=C0123456789&channel_name=general&user_id={CommandCompany.User(number)}"
            + $"&user_name=p{number}&command={Uri.EscapeDataString(command)}&text=&api_app_id=A0123456789&is_enterprise_install=false"
            + $"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F{CommandCompany.Workspace}%2F{++made}%2Fx&trigger_id={Environment.ProcessId}.{made}.x";
        var signature = "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"v0:{timestamp}:{body}")));
        var head =
            "POST /slack/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\nAccept: application/json,*/*\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n"
            + $"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: {signature}\r\n\r\n";
        return new SignedCommand(Encoding.ASCII.GetBytes(head + body), head.Length, command, number, timestamp, signature);
    }
}
