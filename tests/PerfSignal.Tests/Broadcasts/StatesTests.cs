using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>What may be done in which state, and that doing it again is no mistake.</summary>
public sealed class StatesTests
{
    /// <summary>`x` is done, `=` is done already, `-` is refused.</summary>
    [Theory]
    [InlineData(BroadcastState.Draft, "save x, request x, approve -, refuse -, pause -, resume -, cancel x, retract -, retry -, edit -")]
    [InlineData(
        BroadcastState.AwaitingApproval,
        "save x, request =, approve x, refuse x, pause -, resume -, cancel x, retract -, retry -, edit -"
    )]
    [InlineData(BroadcastState.Scheduled, "save x, request =, approve -, refuse -, pause x, resume =, cancel x, retract -, retry -, edit -")]
    [InlineData(BroadcastState.Sending, "save -, request =, approve -, refuse -, pause x, resume =, cancel x, retract x, retry x, edit x")]
    [InlineData(BroadcastState.Paused, "save -, request -, approve -, refuse -, pause =, resume x, cancel x, retract x, retry -, edit x")]
    [InlineData(BroadcastState.Done, "save -, request -, approve -, refuse -, pause -, resume -, cancel -, retract x, retry x, edit x")]
    [InlineData(BroadcastState.Cancelled, "save -, request -, approve -, refuse -, pause -, resume -, cancel =, retract x, retry -, edit -")]
    public async Task Allows_what_the_table_says(BroadcastState state, string expected)
    {
        using var world = new BroadcastWorld(approveAbove: state == BroadcastState.AwaitingApproval ? 1 : 200);
        world.AddMany(2);
        var id = await InState(world, state);
        world.Stored(id).State.ShouldBe(state);
        var told = new List<string>();
        foreach (var act in expected.Split(", ").Select(one => one.Split(' ')[0]))
        {
            Restore(world, id, state);
            var result = await Do(world, id, act);
            var done = result is BroadcastResult.Done;
            told.Add($"{act} {(!done ? "-" : world.Stored(id).Version == Kept ? "=" : "x")}");
            // Said twice it is as if it was said once: never an error of the service.
            (await Do(world, id, act)).ShouldNotBeNull();
        }

        string.Join(", ", told).ShouldBe(expected);
    }

    private static readonly Guid Kept = Guid.NewGuid();

    private static async Task<Guid> InState(BroadcastWorld world, BroadcastState state)
    {
        if (state == BroadcastState.Draft)
        {
            return await world.Draft(Wish());
        }

        if (state == BroadcastState.Scheduled)
        {
            return await world.Requested(Wish(local: "2026-11-26 09:00"));
        }

        var id = await world.Requested(Wish());
        if (state == BroadcastState.AwaitingApproval)
        {
            return id;
        }

        await world.MakeRows();
        if (state is BroadcastState.Done or BroadcastState.Cancelled)
        {
            await world.Tick();
        }

        return id;
    }

    private static void Restore(BroadcastWorld world, Guid id, BroadcastState state) =>
        world.Change<Broadcast>(
            id,
            one =>
            {
                (one.State, one.Version, one.RetractedAt, one.ProposedBy) = (state, Kept, null, null);
                one.TextEn = "Before.";
                one.StartedAt =
                    state is BroadcastState.Draft or BroadcastState.AwaitingApproval or BroadcastState.Scheduled ? null : world.Now;
            }
        );

    private static Task<BroadcastResult> Do(BroadcastWorld world, Guid id, string act)
    {
        var (hana, hugo) = (new Viewer(world.Hana.Id), new Viewer(world.Hugo.Id));
        return world.Act(acts =>
            act switch
            {
                "save" => acts.Save(hana, id, Wish(local: "2026-11-27 09:00"), default),
                "request" => acts.Request(hana, id, default),
                "approve" => acts.Approve(hugo, id, default),
                "refuse" => acts.Refuse(hugo, id, "Not now.", default),
                "pause" => acts.Pause(hana, id, default),
                "resume" => acts.Resume(hana, id, default),
                "cancel" => acts.Cancel(hana, id, default),
                "retract" => acts.Retract(hana, id, default),
                "retry" => acts.RetryFailed(hana, id, default),
                _ => acts.EditSent(hana, id, "After.", null, default),
            }
        );
    }

    [Fact]
    public async Task Of_two_who_act_at_once_both_are_told_the_truth()
    {
        using var world = new BroadcastWorld();
        world.AddMany(2);
        var id = await world.Requested(Wish(local: "2026-11-26 09:00"));

        var (one, other) = (
            await world.Act(acts => acts.Cancel(new(world.Hana.Id), id, default)),
            await world.Act(acts => acts.Pause(new(world.Hugo.Id), id, default))
        );

        one.ShouldBeOfType<BroadcastResult.Done>();
        other.ShouldBe(new BroadcastResult.Refused("state_cancelled"));
    }

    [Fact]
    public async Task Every_act_stands_in_the_audit_log()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        world.AddMany(2);
        var id = await world.Requested(Wish());
        await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default));
        await world.Act(acts => acts.Pause(new(world.Hana.Id), id, default));

        using var data = world.Open();
        var aliases = data.Set<PersonAlias>().ToDictionary(one => one.Alias, one => one.PersonId);
        data.Set<AuditEntry>()
            .Where(entry => entry.Purpose == id.ToString("N"))
            .OrderBy(entry => entry.Id)
            .AsEnumerable()
            .Select(entry => (entry.What, aliases[entry.ActorAlias!.Value]))
            .ShouldBe(
                [
                    ("broadcast.save", world.Hana.Id),
                    ("broadcast.request", world.Hana.Id),
                    ("broadcast.approve", world.Hugo.Id),
                    ("broadcast.pause", world.Hana.Id),
                ],
                ignoreOrder: true
            );
    }
}
