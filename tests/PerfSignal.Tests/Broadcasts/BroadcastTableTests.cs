using PerfSignal.Core.Broadcasts;

namespace PerfSignal.Tests.Broadcasts;

public sealed class BroadcastTableTests
{
    /// <summary>
    /// `x` may be done, `=` is done already, `-` is refused; in the order draft, awaiting approval, scheduled, sending, paused, done, cancelled.
    /// </summary>
    [Theory]
    [InlineData(BroadcastAct.Save, "xxx----")]
    [InlineData(BroadcastAct.Request, "x===---")]
    [InlineData(BroadcastAct.Approve, "-x-----")]
    [InlineData(BroadcastAct.Refuse, "-x-----")]
    [InlineData(BroadcastAct.Pause, "--xx=--")]
    [InlineData(BroadcastAct.Resume, "--==x--")]
    [InlineData(BroadcastAct.Cancel, "xxxxx-=")]
    [InlineData(BroadcastAct.Retract, "-x-xxxx")]
    [InlineData(BroadcastAct.RetryFailed, "---x-x-")]
    [InlineData(BroadcastAct.EditSent, "-x-xxx-")]
    public void Says_what_may_be_done_and_what_is_done_already(BroadcastAct act, string expected) =>
        string.Concat(
                Enum.GetValues<BroadcastState>()
                    .Select(state =>
                        (BroadcastTable.Allows(act, state), BroadcastTable.IsDone(act, state)) switch
                        {
                            (true, false) => 'x',
                            (false, true) => '=',
                            (false, false) => '-',
                            _ => '!',
                        }
                    )
            )
            .ShouldBe(expected);
}
