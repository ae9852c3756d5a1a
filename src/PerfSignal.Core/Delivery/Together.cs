namespace PerfSignal.Core.Delivery;

/// <summary>Does at once what many ask for: who comes while a group is being worked on is in the next, so that a busy outbox commits by groups and an idle one at once.</summary>
/// <param name="work">Does a group; what it throws reaches everyone in it.</param>
internal sealed class Together<TItem, TResult>(Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> work)
{
    private readonly Lock gate = new();
    private List<(TItem Item, TaskCompletionSource<TResult> End)> waiting = [];
    private bool working;

    /// <summary>Ends with the item's own result, in the order of the items.</summary>
    public Task<TResult> Do(TItem item)
    {
        var end = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Add((item, end));
            if (working)
            {
                return end.Task;
            }

            working = true;
        }

        _ = Work();
        return end.Task;
    }

    private async Task Work()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                var results = await work([.. group.Select(one => one.Item)]);
                for (var i = 0; i < group.Count; i++)
                {
                    group[i].End.SetResult(results[i]);
                }
            }
            catch (Exception e)
            {
                group.ForEach(one => one.End.TrySetException(e));
            }
        }
    }

    private List<(TItem Item, TaskCompletionSource<TResult> End)> Next()
    {
        lock (gate)
        {
            var group = waiting;
            waiting = [];
            working = group.Count > 0;
            return group;
        }
    }
}
