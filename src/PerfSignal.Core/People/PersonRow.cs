using NodaTime;

namespace PerfSignal.Core.People;

/// <summary>A line of people.csv that is right in itself. Null where an optional column is not in the file; empty means cleared.</summary>
public sealed record PersonRow(int Line, string Email)
{
    public required string Name { get; init; }

    /// <summary>Lower-case; null for a person without a manager.</summary>
    public string? ManagerEmail { get; init; }
    public required string RoleFamily { get; init; }
    public required Level Level { get; init; }
    public required string Department { get; init; }
    public required string Location { get; init; }
    public required string TimeZone { get; init; }
    public required LocalDate HireDate { get; init; }
    public LocalDate? ManagerSince { get; init; }
    public Given<LocalDate?> LastDay { get; init; }
    public Given<string?> SlackUserId { get; init; }
    public Given<string?> TeamsUserId { get; init; }
    public Given<IReadOnlyList<RoleWord>> Roles { get; init; }
    public PayRow? Pay { get; init; }
}

/// <summary>A value whose column is in the file, or nothing where it is not: then what is stored stays.</summary>
public readonly record struct Given<T>(bool IsThere, T Value)
{
    public T Or(T stored) => IsThere ? Value : stored;
}

/// <param name="Department">For `hr:DEPARTMENT`; null means everyone.</param>
public sealed record RoleWord(RoleKind Kind, string? Department);

public sealed record PayRow(string? Band, decimal? Salary, string? Currency, decimal? CompaRatio);
