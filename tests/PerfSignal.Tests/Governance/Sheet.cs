using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.Governance;

internal interface ISheet
{
    static abstract DataClass Class { get; }
}

/// <summary>A row of any class of data, so that every cell of the table is driven alike, also where no feature has rows yet.</summary>
internal sealed class Sheet<TKind> : IMarked<Sheet<TKind>>, IInPart<Sheet<TKind>, string>
    where TKind : ISheet
{
    public Guid Id { get; init; }

    /// <summary>One letter by which the expected table names the row.</summary>
    public required string Letter { get; init; }
    public required Guid SubjectId { get; init; }
    public required Guid AuthorId { get; init; }
    public required Instant At { get; init; }
    public bool Open { get; init; }

    public static DataClass Class => TKind.Class;

    public static Expression<Func<Sheet<TKind>, bool>> About(Guid subject) => row => row.SubjectId == subject;

    public static Expression<Func<Sheet<TKind>, bool>> InvolvedIn(Guid viewer) => row => row.AuthorId == viewer;

    public static Expression<Func<Sheet<TKind>, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;

    public static Expression<Func<Sheet<TKind>, bool>> Marked => row => row.Open;

    public static Expression<Func<Sheet<TKind>, string>> Part => row => row.Letter;
}

#pragma warning disable CA1812 // Used as type arguments only.
internal sealed class Figures : ISheet
{
    public static DataClass Class => DataClass.Figures;
}

internal sealed class Brief : ISheet
{
    public static DataClass Class => DataClass.Brief;
}

internal sealed class Commitments : ISheet
{
    public static DataClass Class => DataClass.Commitments;
}

internal sealed class SharedFeedback : ISheet
{
    public static DataClass Class => DataClass.SharedFeedback;
}

internal sealed class MineNotes : ISheet
{
    public static DataClass Class => DataClass.MineNotes;
}

internal sealed class RecordNotes : ISheet
{
    public static DataClass Class => DataClass.RecordNotes;
}

internal sealed class Goals : ISheet
{
    public static DataClass Class => DataClass.Goals;
}

internal sealed class Development : ISheet
{
    public static DataClass Class => DataClass.Development;
}

internal sealed class Draft : ISheet
{
    public static DataClass Class => DataClass.Draft;
}

internal sealed class Review : ISheet
{
    public static DataClass Class => DataClass.Review;
}

internal sealed class SurveyAnswer : ISheet
{
    public static DataClass Class => DataClass.SurveyAnswer;
}

internal sealed class Rating : ISheet
{
    public static DataClass Class => DataClass.Rating;
}

internal sealed class Contests : ISheet
{
    public static DataClass Class => DataClass.Contests;
}

internal sealed class ReviewSteps : ISheet
{
    public static DataClass Class => DataClass.ReviewSteps;
}

internal sealed class ChatAccounts : ISheet
{
    public static DataClass Class => DataClass.ChatAccounts;
}

internal sealed class Nudges : ISheet
{
    public static DataClass Class => DataClass.Nudges;
}

internal sealed class AuditPart : ISheet
{
    public static DataClass Class => DataClass.AuditPart;
}

internal sealed class Register : ISheet
{
    public static DataClass Class => DataClass.Register;
}

internal sealed class DraftingSwitch : ISheet
{
    public static DataClass Class => DataClass.DraftingSwitch;
}
#pragma warning restore CA1812

/// <summary>The product's model with a sheet for each class of data.</summary>
internal sealed class SheetData(DbContextOptions<SheetData> options) : PerfSignalData(options)
{
    public static readonly Type[] Kinds =
    [
        typeof(Figures),
        typeof(Brief),
        typeof(Commitments),
        typeof(SharedFeedback),
        typeof(MineNotes),
        typeof(RecordNotes),
        typeof(Goals),
        typeof(Development),
        typeof(Draft),
        typeof(Review),
        typeof(SurveyAnswer),
        typeof(Rating),
        typeof(Contests),
        typeof(ReviewSteps),
        typeof(ChatAccounts),
        typeof(Nudges),
        typeof(AuditPart),
        typeof(Register),
        typeof(DraftingSwitch),
    ];

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var kind in Kinds)
        {
            modelBuilder.Entity(typeof(Sheet<>).MakeGenericType(kind)).ToTable("Sheet" + kind.Name);
        }

        base.OnModelCreating(modelBuilder);
    }
}

/// <summary>A database of <see cref="SheetData"/> with the company in it.</summary>
public sealed class SheetDatabase : IDisposable
{
    private readonly string text = $"Data Source=sheets-{Guid.NewGuid():N};Mode=Memory;Cache=Shared";
    private readonly SqliteConnection keepAlive;

    public SheetDatabase()
    {
        keepAlive = new SqliteConnection(text);
        keepAlive.Open();
        using var data = Open();
        data.Database.EnsureCreated();
        data.AddRange(Company.All);
        foreach (var kind in SheetData.Kinds)
        {
            typeof(SheetDatabase)
                .GetMethod(nameof(Rows), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(kind)
                .Invoke(null, [data]);
        }

        data.SaveChanges();
    }

    internal SheetData Open() => new(new DbContextOptionsBuilder<SheetData>().UseSqlite(text).Options);

    public void Dispose() => keepAlive.Dispose();

    private static void Rows<TKind>(SheetData data)
        where TKind : ISheet
    {
        var before = Company.Noon(Company.Handover.PlusDays(-1));
        var after = Company.Noon(Company.Handover);
        data.AddRange(
            Row("a", Company.Ana.Id, after),
            Row("o", Company.Otto.Id, before),
            Row("q", Company.Bob.Id, before),
            Row("l", Company.Otto.Id, after),
            Row("m", Company.Mia.Id, after),
            Row("v", Company.Mia.Id, after, open: true),
            Row("p", Company.Bob.Id, after),
            Row("d", Company.Dan.Id, after),
            Row("n", Company.Nina.Id, after),
            Row("s", Company.Sven.Id, after),
            Row("h", Company.Hana.Id, after),
            Row("z", Company.Ana.Id, Company.Noon(new(2026, 11, 25))),
            // Nothing about Bob may ever show in an answer about Ana; Ana wrote it.
            new Sheet<TKind>
            {
                Id = Guid.NewGuid(),
                Letter = "B",
                SubjectId = Company.Bob.Id,
                AuthorId = Company.Ana.Id,
                At = after,
                Open = true,
            }
        );

        static Sheet<TKind> Row(string letter, Guid author, Instant at, bool open = false) =>
            new()
            {
                Id = Guid.NewGuid(),
                Letter = letter,
                SubjectId = Company.Ana.Id,
                AuthorId = author,
                At = at,
                Open = open,
            };
    }
}
