using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Feedback;

/// <summary>Max, Ana's manager, keeps a private note about her and shares another; Eve is HR. The shared one shows that the walk sees what there is.</summary>
public sealed class PrivateNotesTests
{
    private const string Private = "zebra-4711";
    private const string Shared = "giraffe-0815";
    private static readonly string[] Pages =
    [
        "/",
        "/me",
        "/me/held/mine",
        "/me/held/feedback",
        "/goals",
        "/team",
        "/org",
        "/hr",
        "/hr/accounts",
        "/delivery",
        "/governance",
    ];
    private static readonly string[] Words =
    [
        "brief",
        "oneonone",
        "mydata",
        "home",
        "notes",
        "commitments",
        "goals",
        "requests",
        "feedback",
        "kudos",
        "contests",
        "plan",
        "competencies",
        "summary",
        "draft Ana Costa",
    ];

    [Fact]
    public async Task Show_up_nowhere_but_with_their_author()
    {
        await using var site = await Site.Start();
        await Fill(site);
        await Say(site, site.Max, "feedback.give", site.Ana, Private, "mine");
        await Say(site, site.Max, "feedback.give", site.Ana, $"On Monday you wrote {Shared}, so we could ship.", "shared");

        var evidence = await Freeze(site);
        evidence.ShouldContain(Shared);
        evidence.ShouldNotContain(Private);
        (await SeenBy(site, site.Ana)).ShouldContain(Shared);
        foreach (var person in new[] { site.Ana, site.Eve })
        {
            (await SeenBy(site, person)).ShouldNotContain(Private, Case.Insensitive, person.Name);
        }

        (await SeenBy(site, site.Max)).ShouldContain(Private);
        site.Log.All.ShouldNotContain(Private);
    }

    [Fact]
    public async Task Stand_in_no_table_but_their_own_and_what_their_author_was_answered()
    {
        await using var site = await Site.Start();
        await Fill(site);
        await Say(site, site.Max, "feedback.give", site.Ana, Private, "mine");
        await Say(site, site.Max, "feedback.give", site.Ana, $"On Monday you wrote {Shared}, so we could ship.", "shared");
        await Freeze(site);
        await Receive(
            site,
            site.Max,
            new()
            {
                Text = "draft Ana Costa",
                Platform = PlatformName.Web,
                EventId = "draft",
                PersonId = site.Max.Id,
            }
        );

        await using var data = site.Database.Open();
        (await data.Set<Core.Drafting.Draft>().CountAsync()).ShouldBe(1);
        var found = new List<string>();
        foreach (var table in data.Model.GetEntityTypes().Where(type => type.ClrType != typeof(MineNote)))
        {
            var columns = table
                .GetProperties()
                .Where(property => property.ClrType == typeof(string))
                .Select(property => property.GetColumnName());
            foreach (var column in columns)
            {
#pragma warning disable EF1002 // Names of the model, not of people.
                var count = await data
                    .Database.SqlQueryRaw<int>(
                        $"""SELECT COUNT(*) AS "Value" FROM "{table.GetTableName()}" WHERE "{column}" LIKE '%{Private}%'"""
                    )
                    .SingleAsync();
#pragma warning restore EF1002
                if (count > 0)
                {
                    found.Add($"{table.GetTableName()}.{column}");
                }
            }
        }

        found.ShouldBeEmpty();
        data.Set<MineNote>().Count(note => note.Text == Private).ShouldBe(1);
    }

    private static async Task<string> SeenBy(Site site, Person person)
    {
        var seen = new List<string>();
        foreach (var words in Words)
        {
            seen.Add(
                ReplyJson.Write(
                    await Receive(
                        site,
                        person,
                        new()
                        {
                            Text = words,
                            Platform = PlatformName.Teams,
                            EventId = $"{words} {person.Id}",
                            PersonId = person.Id,
                        }
                    )
                )
            );
        }

        var browser = await site.SignedIn(person);
        foreach (var page in Pages)
        {
            seen.Add((await browser.Get(page)).Html);
        }

        return string.Join('\n', seen);
    }

    /// <summary>The frozen evidence, both cards, and the brief as the operator prints it.</summary>
    private static async Task<string> Freeze(Site site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        (await services.GetRequiredService<SendDueBriefs>().Run(default)).ShouldBe(1);
        var printed = (
            await services.GetRequiredService<BriefPrinter>().Print(site.Max.Email, site.Ana.Email, site.Clock.Now(), default)
        ).Brief!;
        await using var data = site.Database.Open();
        var rows = data.Set<Core.Delivery.DeliveryRow>().Select(row => row.Model).ToList();
        return string.Join(
            '\n',
            [
                CardJson.Write(printed.Evidence),
                printed.Model.ToJsonString(),
                .. rows,
                .. data.Set<Core.Briefs.Brief>().Select(brief => brief.Evidence).ToList(),
            ]
        );
    }

    private static async Task Say(Site site, Person by, string verb, Person about, string text, string noteClass) =>
        (
            await Receive(
                site,
                by,
                new()
                {
                    Verb = verb,
                    Row = about.Id.ToString("N"),
                    Fields = new Dictionary<string, string> { ["text"] = text, ["class"] = noteClass },
                    Platform = PlatformName.Web,
                    EventId = $"{verb} {noteClass}",
                    PersonId = by.Id,
                }
            )
        ).ShouldBeOfType<Reply.Said>();

    private static async Task<Reply> Receive(Site site, Person by, Inbound inbound)
    {
        await using var scope = site.Services.CreateAsyncScope();
        inbound.PersonId.ShouldBe(by.Id);
        return await scope.ServiceProvider.GetRequiredService<Conversation>().Receive(inbound, default);
    }

    private static Task Fill(Site site) =>
        site.Change(data =>
        {
            var now = site.Clock.Now();
            data.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = site.Eve.Id,
                    Kind = RoleKind.Hr,
                }
            );
            data.Add(
                new Occurrence
                {
                    Id = Guid.CreateVersion7(),
                    ManagerId = site.Max.Id,
                    ReportId = site.Ana.Id,
                    Key = "test:1",
                    Start = now + Duration.FromMinutes(30),
                    End = now + Duration.FromMinutes(60),
                    BriefAt = now,
                    Version = Guid.NewGuid(),
                }
            );
            return Task.CompletedTask;
        });
}
