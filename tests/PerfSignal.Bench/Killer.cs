using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench;

/// <summary>Starts the service again and again and kills each life at one of its first posts, at a random point around what Slack does.</summary>
internal sealed class Killer(SlackStandIn slack, BenchDatabase database, int kills) : IDisposable
{
    private readonly Lock turn = new();
    private ServiceProcess? life;
    private int postsLeft;
    private TaskCompletionSource dead = new();

    /// <returns>How many lives were ended while they posted.</returns>
    public async Task<int> Run()
    {
        slack.Chance = What;
        var done = 0;
        while (done < kills)
        {
            lock (turn)
            {
                (postsLeft, dead) = (
                    Random.Shared.Next(1, 6),
                    new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
                );
                life = SlackFaultRun.Start(database, slack);
            }

            // A life without a post in that time has nothing left to do.
            try
            {
                await dead.Task.WaitAsync(TimeSpan.FromSeconds(40));
            }
            catch (TimeoutException)
            {
                Console.WriteLine("no post came any more");
                break;
            }

            await life.Kill();
            life.Dispose();
            life = null;
            done++;
            Console.WriteLine($"kill {done}: {slack.State.Posts.Count} posts so far");
        }

        slack.Chance = null;
        return done;
    }

    private SlackFault? What(SlackCall call)
    {
        if (call.Method != "chat.postMessage")
        {
            return null;
        }

        lock (turn)
        {
            if (--postsLeft > 0)
            {
                return Random.Shared.Next(8) switch
                {
                    0 => new SlackFault.DroppedAfter(),
                    1 => new SlackFault.DroppedBefore(),
                    2 => new SlackFault.Status(503),
                    _ => null,
                };
            }

            if (postsLeft < 0)
            {
                return null;
            }
        }

        switch (Random.Shared.Next(4))
        {
            case 0:
                return new SlackFault.DroppedBefore(Die);
            case 1:
                return new SlackFault.DroppedAfter(Die);
            default:
                // The answer is on its way: somewhere between its arrival and the end of the transaction that writes it.
                _ = DieSoon(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 40)));
                return null;
        }
    }

    private async Task DieSoon(TimeSpan after)
    {
        using var moment = new PeriodicTimer(after);
        await moment.WaitForNextTickAsync();
        Die();
    }

    private void Die()
    {
        life!.KillNow();
        dead.TrySetResult();
    }

    public void Dispose() => life?.Dispose();
}
