using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Governance;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.People;

/// <summary>Every verb, with every row and form that the table of verbs knows, while Ana is in no wave: nothing about her comes to be kept.</summary>
public sealed class PilotWalkTests : IAsyncLifetime
{
    /// <summary>What may be kept of somebody outside: that something of theirs was handled or refused, and what they asked for themselves.</summary>
    private static readonly Dictionary<Type, string> Kept = new()
    {
        [typeof(InboundRow)] = "the mark that what they wrote was answered",
        [typeof(WebLink)] = "the way to the pages, where they see what is held; lasts a minute",
        [typeof(Dialogue)] = "what their own settings are to be, until they have answered",
    };

    private readonly VerbWorld world = new();

    public async Task InitializeAsync()
    {
        await world.InitializeAsync();
        await using var data = world.Open();
        (await data.People.SingleAsync(person => person.Id == Ana.Id)).Department = "Elsewhere";
        data.Add(Waves.Of(Hana.Id, departments: "Platform,Sales,People,Board,Operations", name: "Everybody but Ana"));
        await data.SaveChangesAsync();
    }

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task No_verb_keeps_anything_about_or_by_somebody_outside()
    {
        var before = await Rows();
        var table = new VerbMatrixTests(world);
        var (refused, told) = (0, 0);
        foreach (var line in VerbMatrixTests.Table)
        {
            var fields = table.FieldsOf(line[2].Replace("~", VerbMatrixTests.Clear, StringComparison.Ordinal));
            foreach (var by in new[] { Ana, Mia, Rita })
            {
                var reply = await world.Receive(by, line[0], table.RowOf(line[1]), VerbMatrixTests.WordsOf(line[1]), fields);
                var text = (reply as Reply.Said)?.Text ?? "";
                refused += text.StartsWith("Ana Sousa is not part of the pilot yet", StringComparison.Ordinal) ? 1 : 0;
                told += text.StartsWith("I am not switched on for you yet", StringComparison.Ordinal) ? 1 : 0;
                text.ShouldNotContain("went wrong");
            }
        }

        (await Rows()).Except(before, StringComparer.Ordinal).ShouldBeEmpty();
        refused.ShouldBeGreaterThan(20);
        told.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Typed_words_of_somebody_outside_are_answered_by_one_sentence_and_kept_nowhere()
    {
        var before = await Rows();
        foreach (
            var words in new[]
            {
                "hello",
                "Mia: I send the deck by Friday",
                "feedback Mia: thanks",
                "goals",
                "commit Mia: send it",
                "Ana 50 %",
            }
        )
        {
            foreach (var platform in Enum.GetValues<PlatformName>())
            {
                (await Say(words, platform)).ShouldStartWith("I am not switched on for you yet", Case.Sensitive, words);
            }
        }

        (await Rows()).Except(before, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_about_somebody_outside_are_refused_by_name_and_shown_back()
    {
        var reply = await world.Receive(
            Mia,
            "feedback.praise",
            null,
            "",
            new()
            {
                ["who"] = "Ana Sousa",
                ["text"] = VerbMatrixTests.Clear,
                ["class"] = "shared",
            }
        );

        reply
            .ShouldBeOfType<Reply.Said>()
            .Text.ShouldBe($"Ana Sousa is not part of the pilot yet, so nothing about them is kept.\nYou wrote: {VerbMatrixTests.Clear}");
    }

    [Fact]
    public async Task What_is_held_settings_help_and_the_pilot_itself_answer_everybody()
    {
        foreach (var verb in new[] { "help", "mydata.show", "settings.change", "settings.zone", "pilot.list", "contest.list", "web.open" })
        {
            ReplyJson.Write(await world.Receive(Ana, verb, null)).ShouldNotContain("not switched on for you yet", Case.Sensitive, verb);
        }
    }

    [Fact]
    public async Task An_office_works_whether_or_not_its_holder_is_in()
    {
        await using (var data = world.Open())
        {
            (await data.People.SingleAsync(person => person.Id == Hana.Id)).Department = "Elsewhere too";
            await data.SaveChangesAsync();
        }

        ReplyJson.Write(await world.Receive(Hana, "pilot.write", null)).ShouldContain("pilot_form");
        ReplyJson.Write(await world.Receive(Hana, "contest.show", world.Rows["kestrel"])).ShouldContain("kestrel");
        ReplyJson.Write(await world.Receive(Hana, "goals.list", null)).ShouldContain("not switched on for you yet");
    }

    /// <summary>A kind of row that names people by a property of another name would slip through.</summary>
    [Fact]
    public async Task Every_property_that_can_name_a_person_is_known()
    {
        var others = new HashSet<string>(StringComparer.Ordinal)
        {
            // who decided, released, approved or raised something, on rows that name whom it is about beside
            "DeciderId",
            "DecidedById",
            "ReleasedBy",
            "ApprovedById",
            "ApprovedBy",
            "RaisedBy",
            "CreatedBy",
            "DoneBy",
            "ReopenedBy",
            "AgreedBy",
            "DismissedBy",
            "ClosedBy",
            "DelegateId",
            "ReaderId",
            "AgreedById",
            "ById",
            // other rows, and no people
            "Id",
            "CheckId",
            "OfId",
            "SendId",
            "LeaseId",
            "Version",
            "GoalId",
            "ParentId",
            "OccurrenceId",
            "CommitmentId",
            "LineId",
            "GroupId",
            "ItemId",
            "BriefId",
            "DraftId",
            "SummaryId",
            "CycleId",
            "StepId",
            "BroadcastId",
            "ActorAlias",
            "SubjectAlias",
            "Alias",
            "BasedOnId",
            "RequestId",
            "DrawnBy",
            "Retracts",
        };
        await using var data = world.Open();
        data.Model.GetEntityTypes()
            .Where(type => !PilotRows.Beside.Contains(type.ClrType))
            .SelectMany(type => type.GetProperties())
            .Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid))
            .Where(property => !PilotRows.IsNaming(property) && !others.Contains(property.Name))
            .Select(property => $"{property.DeclaringType.ShortName()}.{property.Name}")
            .ShouldBeEmpty("put it into PilotRows.Naming if it says whom a row is about or who wrote it, else here");
    }

    private async Task<string> Say(string words, PlatformName on)
    {
        var reply = await world.Say(Ana, words, on);
        return reply.ShouldBeOfType<Reply.Said>(words).Text;
    }

    /// <summary>Every row of the database in which Ana's id stands, but for those that may be kept.</summary>
    private async Task<HashSet<string>> Rows()
    {
        await using var data = world.Open();
        var rows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in data.Model.GetEntityTypes().Where(type => !Kept.ContainsKey(type.ClrType) && type.ClrType != typeof(Person)))
        {
            foreach (var row in Of(data, type))
            {
                var entry = data.Entry(row);
                if (entry.Properties.Any(property => Equals(property.CurrentValue, Ana.Id) && property.Metadata.Name != "Id"))
                {
                    var key = string.Join(' ', type.FindPrimaryKey()!.Properties.Select(one => entry.Property(one.Name).CurrentValue));
                    rows.Add($"{type.ClrType.Name} {key}");
                }
            }
        }

        return rows;
    }

    private static IEnumerable<object> Of(Core.Data.PerfSignalData data, IEntityType type) =>
        (IEnumerable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(type.ClrType).Invoke(data, null)!;
}
