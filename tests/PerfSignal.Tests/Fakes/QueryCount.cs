using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PerfSignal.Tests.Fakes;

/// <summary>Counts the queries that reach the database from here on in this flow of a test, and in no other that runs beside it.</summary>
public sealed class QueryCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<QueryCount?> Current = new();
    private readonly List<IDisposable> subscriptions = [];
    private int reads;

    public QueryCount()
    {
        Current.Value = this;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Reads => reads;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (
            Current.Value == this
            && value.Value is CommandExecutedEventData done
            && done.Command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)
        )
        {
            Interlocked.Increment(ref reads);
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        Current.Value = null;
        subscriptions.ForEach(one => one.Dispose());
    }
}
