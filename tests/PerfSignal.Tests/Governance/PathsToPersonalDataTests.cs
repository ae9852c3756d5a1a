using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.Governance;

/// <summary>Reads the compiled code: entities about people are read through <see cref="Access"/>, and only named acts read for the service.</summary>
public sealed class PathsToPersonalDataTests
{
    /// <summary>Who may read every row in nobody's name, and why. Add a line here with a reason that a works council would accept.</summary>
    private static readonly Dictionary<string, string> MayReadForService = new(StringComparer.Ordinal)
    {
        // Namespace.Type = reason
        ["PerfSignal.Core.Briefs.EvidenceReader"] = "puts the evidence of a 1:1 together; whoever shows it asks Access before",
        ["PerfSignal.Core.Briefs.BriefMarksReader"] = "marks what the person contested or noted on evidence that was frozen before",
        ["PerfSignal.Core.Briefs.LatestBriefs"] = "finds the frozen briefs whose sent cards the service has to change",
        ["PerfSignal.Core.Commitments.AfterOneOnOneCheck"] =
            "asks whether anything of a 1:1 was noted, not what, before it asks the manager",
        ["PerfSignal.Core.Commitments.CommitmentCheck"] = "asks whether a commitment is still open and due before its owner is reminded",
        ["PerfSignal.Core.Commitments.RemindOwners"] = "finds what is due today, to remind its owner and nobody else",
        ["PerfSignal.Core.Development.AssessmentNews"] = "asks before a card leaves whether a newer assessment took its place",
        ["PerfSignal.Core.Development.PlanNews"] = "writes to a person about their own plan only, and asks again whether it is still open",
        ["PerfSignal.Core.Development.RemindReviews"] = "finds whose day of review came; what it finds goes to those people only",
        ["PerfSignal.Core.Feedback.RemindRequests"] = "finds the requests that are due today, to remind those who were asked",
        ["PerfSignal.Core.Feedback.WithoutFeedback"] = "asks whom a manager wrote to in the past week, not what, to remind that manager",
        ["PerfSignal.Core.Goals.GoalFinder"] =
            "finds whose goal a short name, a button or a parent means, and who has goals; the goals themselves are read through Access",
        ["PerfSignal.Core.Goals.GoalKeys"] = "finds a short name that no goal has; nobody sees whose the others are",
        ["PerfSignal.Core.Contests.ContestFinder"] =
            "finds contests by id and by decider, for reminders and before a send; whoever is shown one is asked of Access before",
        ["PerfSignal.Core.Contests.ContestedItems"] =
            "reads the one item of a contest, for the person and the decider who were asked of Access for the contest; the read is recorded",
        ["PerfSignal.Core.Contests.ContestedNow"] = "says which evidence must not be given to a draft, without its text",
        ["PerfSignal.Core.Contests.Deciders"] = "counts how many contests wait for each of HR, to spread them",
        ["PerfSignal.Core.Drafting.ContestedDrafts"] =
            "takes what a person contests out of open drafts about them; shows each to who asked for it, whom Access is asked about before the send",
        ["PerfSignal.Core.Drafting.DraftCheck"] = "asks again right before a draft leaves whether its recipient may read it",
        ["PerfSignal.Core.Drafting.DraftBudget"] = "counts how often a model was asked today, and its tokens; shows nobody anything",
        ["PerfSignal.Core.Drafting.DraftOversight"] =
            "counts drafts by month; Access is asked first of whom the reader may know totals, and no row is shown",
        ["PerfSignal.Core.Drafting.DraftPeople"] = "counts who is behind a number, to hide it where they are few; shows nobody anything",
        ["PerfSignal.Core.Drafting.DraftSwitches"] =
            "asks whether a model may write a draft, without telling whose wish it was; who switches is asked of Access before",
        ["PerfSignal.Core.Drafting.WriteDrafts"] =
            "fills drafts that were asked for and sends each to who asked; Access was asked then, and is again before the send",
        ["PerfSignal.Core.Goals.GoalsImport"] = "compares a file with what is stored; the operator runs it and sees line numbers only",
        ["PerfSignal.Core.People.StoredPeople"] = "compares a file with what is stored, pay included; the operator sees line numbers only",
        ["PerfSignal.Core.Reviews.OpenSteps"] =
            "counts and finds which steps of a review cycle are open for whom, to tell those people and nobody else; whoever is shown names is asked of Access",
        ["PerfSignal.Core.Reviews.DueNudges"] =
            "counts how often somebody was told of an open step, so that nobody is told more often than set",
        ["PerfSignal.Core.Reviews.NudgeOpenSteps"] =
            "reads when those people were told whom it is about to tell; what it writes goes to them only",
        ["PerfSignal.Core.Reviews.StepActs"] =
            "finds whose sent cards have to follow what became of a step; whoever completes it was asked of Access",
        ["PerfSignal.Core.Signals.FactsFor"] = "computes figures of the people it is given; who shows them asks Access for Figures first",
        ["PerfSignal.Core.Signals.FactsImport"] = "compares a file with what is stored; the operator runs it and sees line numbers only",
        ["PerfSignal.Core.Signals.QuarantineReview"] =
            "lists what the guard set aside, without values, for the operator who mends its data",
        ["PerfSignal.Core.Signals.Marks"] = "marks contested and quarantined figures as it computes them, for FactsFor",
    };

    private static readonly string[] Readers =
    [
        nameof(DbContext.Set),
        nameof(DbContext.Find),
        nameof(DbContext.FindAsync),
        nameof(DbContext.FromExpression),
        nameof(RelationalDatabaseFacadeExtensions.SqlQuery),
        nameof(RelationalDatabaseFacadeExtensions.SqlQueryRaw),
    ];

    /// <summary>An entry of an entity in hand reads nothing by itself; these do, and of any entity.</summary>
    private static readonly string[] Reloaders =
    [
        nameof(EntityEntry.Reload),
        nameof(EntityEntry.ReloadAsync),
        nameof(EntityEntry.GetDatabaseValues),
        nameof(EntityEntry.GetDatabaseValuesAsync),
    ];

    private static readonly IReadOnlyList<Call> Calls =
    [
        .. new[] { typeof(Access).Assembly, typeof(SqliteData).Assembly }.SelectMany(Call.In),
    ];

    [Fact]
    public void Only_access_reads_entities_about_people() =>
        Calls
            .Where(call => call.From != typeof(Access) && IsRead(call))
            .Select(call => $"{call.From.FullName} reads {call.To.Name}<{string.Join(", ", TypesOf(call).Select(type => type.Name))}>")
            .ShouldBeEmpty("read it through Access.Read, or Access.ForService in a scheduled act");

    [Fact]
    public void Only_named_acts_read_for_the_service()
    {
        var found = Calls
            .Where(call => call.To.Name == nameof(Access.ForService) && call.To.DeclaringType == typeof(Access))
            .Select(call => call.From.FullName!)
            .ToHashSet(StringComparer.Ordinal);
        found.Except(MayReadForService.Keys).ShouldBeEmpty("not in the table above");
        MayReadForService.Keys.Except(found).ShouldBeEmpty("in the table above, but reads nothing for the service any more");
        MayReadForService.Values.ShouldAllBe(reason => reason.Length > 15);
    }

    [Fact]
    public void The_scan_sees_what_it_looks_for()
    {
        Calls.ShouldContain(call => call.From == typeof(Access) && call.To.Name == nameof(DbContext.Set));
        var own = Call.In(typeof(PathsToPersonalDataTests).Assembly).Where(call => call.From == typeof(Culprit)).ToList();
        own.Count(IsRead).ShouldBe(5);
    }

    [Fact]
    public void No_open_set_and_no_navigation_leads_to_an_entity_about_a_person()
    {
        using var data = DatabaseSetup.Open(new() { ConnectionString = "Data Source=:memory:" });
        var personal = data.Model.GetEntityTypes().Where(entity => IsPersonal(entity.ClrType)).ToList();
        personal.Count.ShouldBeGreaterThan(8);
        data.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetNavigations())
            .Where(to => IsPersonal(to.TargetEntityType.ClrType))
            .ShouldBeEmpty();
        typeof(PerfSignalData)
            .GetProperties()
            .Where(property => property.PropertyType.IsGenericType && IsPersonal(property.PropertyType.GetGenericArguments()[0]))
            .ShouldBeEmpty();
    }

    private static bool IsRead(Call call) =>
        IsOfEntityFramework(call.To.DeclaringType)
        && (Reloaders.Contains(call.To.Name) || (Readers.Contains(call.To.Name) && TypesOf(call).Any(IsPersonal)));

    private static bool IsOfEntityFramework(Type? type) =>
        type is not null
        && (
            typeof(DbContext).IsAssignableFrom(type)
            || type.Namespace?.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) == true
        );

    private static Type[] TypesOf(Call call) => call.To.IsGenericMethod ? call.To.GetGenericArguments() : [];

    /// <summary>Also a type parameter that only such an entity can fill.</summary>
    private static bool IsPersonal(Type type) =>
        Array.Exists(type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IAbout<>));

    /// <summary>Reads in each way that the scan must find.</summary>
    private static class Culprit
    {
        public static async Task<int> Count(PerfSignalData data) => await data.Set<Core.Signals.Fact>().CountAsync();

        public static Func<int> Later(PerfSignalData data) => () => data.Set<Core.Feedback.MineNote>().Count();

        public static Core.Goals.Goal? One(PerfSignalData data) => data.Find<Core.Goals.Goal>(Guid.Empty);

        public static void Tracked(PerfSignalData data, Core.Goals.Goal goal) => data.Entry(goal).Reload();

        public static bool Any<T>(PerfSignalData data)
            where T : class, IAbout<T> => data.Set<T>().Any();
    }
}
