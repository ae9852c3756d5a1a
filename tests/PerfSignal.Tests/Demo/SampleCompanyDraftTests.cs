using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Demo;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.OpenAi;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Drafting.Guarding;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Tests.Drafting;
using PerfSignal.Tests.Fakes;
using Directory = System.IO.Directory;

namespace PerfSignal.Tests.Demo;

/// <summary>Sets up the whole sample company, which takes ten seconds: only with PERFSIGNAL_LONG=1.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") != "1")
        {
            Skip = "Set PERFSIGNAL_LONG=1 to run it.";
        }
    }
}

public sealed class SampleCompanyDraftTests
{
    /// <summary>Where `PERFSIGNAL_DRAFTS` names a file, the drafts are written there to be read.</summary>
    [LongFact]
    public async Task Every_pair_gets_a_draft_in_both_languages_that_cites_evidence_and_passes_the_guard()
    {
        var folder = Directory.CreateTempSubdirectory("perfsignal-drafts-");
        try
        {
            var clock = new DemoClock();
            var now = Instant.FromUtc(2026, 11, 24, 9, 0);
            await using var app = App.Build(
                DemoCommand.Settings(folder.FullName, "http://127.0.0.1:0"),
                services => services.AddSingleton<TimeProvider>(clock),
                onlyArgs: true
            );
            await App.Prepare(app.Services, CancellationToken.None);
            var console = new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null };
            (await new DemoCompany(app.Services, clock, folder, console).Set(now, CancellationToken.None)).ShouldBeTrue();
            await using var scope = app.Services.CreateAsyncScope();
            var (data, read) = (scope.ServiceProvider.GetRequiredService<PerfSignalData>(), new StringWriter());
            var pairs = 0;
            foreach (var line in await data.Set<ReportingLine>().AsNoTracking().Where(line => line.Until == null).ToListAsync())
            {
                var pair = new Pair((await data.People.FindAsync(line.ManagerId))!, (await data.People.FindAsync(line.ReportId))!);
                foreach (var language in new[] { "en", "de" })
                {
                    await Check(scope.ServiceProvider, new DraftSubject(pair, null), language, now, read);
                    var period = new DraftSubject(pair, null, new LocalDate(2026, 9, 1), new LocalDate(2026, 11, 24));
                    await Check(scope.ServiceProvider, period, language, now, read);
                }

                pairs++;
            }

            pairs.ShouldBeGreaterThan(15);
            if (Environment.GetEnvironmentVariable("PERFSIGNAL_DRAFTS") is { Length: > 0 } file)
            {
                await File.WriteAllTextAsync(file, read.ToString());
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>With names planted in feedback and commitments in every spelling.</summary>
    [LongFact]
    public async Task Nobodys_name_address_or_id_leaves_with_the_drafts_of_the_whole_company()
    {
        var folder = Directory.CreateTempSubdirectory("perfsignal-names-");
        try
        {
            var clock = new DemoClock();
            var now = Instant.FromUtc(2026, 11, 24, 9, 0);
            await using var model = await ScriptedModel.Start("no JSON");
            using var connection = new ModelConnection(
                new DraftingSettings
                {
                    Provider = DraftingProvider.OpenAI,
                    Endpoint = model.Endpoint,
                    Model = "m",
                }
            );
            await using var app = App.Build(
                DemoCommand.Settings(folder.FullName, "http://127.0.0.1:0"),
                services => services.AddSingleton<TimeProvider>(clock),
                onlyArgs: true
            );
            await App.Prepare(app.Services, CancellationToken.None);
            var console = new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null };
            (await new DemoCompany(app.Services, clock, folder, console).Set(now, CancellationToken.None)).ShouldBeTrue();
            await using var scope = app.Services.CreateAsyncScope();
            var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
            var people = (await data.People.AsNoTracking().ToListAsync())
                .Select(person => new KnownPerson(person.Id, person.Name, [person.Email]))
                .ToList();
            var lines = await data.Set<ReportingLine>().AsNoTracking().Where(line => line.Until == null).ToListAsync();
            // Everybody is written of somewhere, in every spelling.
            foreach (var (place, person) in people.Index())
            {
                var line = lines[place % lines.Count];
                foreach (var spellings in NameScan.Spellings(person).Chunk(8))
                {
                    data.Add(
                        new FeedbackNote
                        {
                            Id = Guid.CreateVersion7(),
                            AuthorId =
                                people[(place + 5) % people.Count].Id == line.ReportId
                                    ? line.ManagerId
                                    : people[(place + 5) % people.Count].Id,
                            SubjectId = line.ReportId,
                            Kind = FeedbackKind.Praise,
                            Text = "The plan of " + string.Join(" and ", spellings),
                            At = now - Duration.FromDays(3),
                        }
                    );
                }
            }

            await data.SaveChangesAsync();
            foreach (var line in lines)
            {
                var pair = new Pair((await data.People.FindAsync(line.ManagerId))!, (await data.People.FindAsync(line.ReportId))!);
                foreach (var language in new[] { "en", "de" })
                {
                    var subject = new DraftSubject(pair, null, new LocalDate(2026, 9, 1), new LocalDate(2026, 11, 24));
                    var reader = new Reader(scope.ServiceProvider.GetRequiredService<Texts>(), language, pair.Manager.Zone, now);
                    var pack = await scope
                        .ServiceProvider.GetRequiredService<DraftEvidence>()
                        .Collect(subject, pair.Manager, reader, CancellationToken.None);
                    await connection.Writer.Write(pack.Request, CancellationToken.None);
                }
            }

            model.Requests.Count.ShouldBeGreaterThanOrEqualTo(lines.Count * 2);
            model.Requests.ShouldContain(body => body.Contains("plan of"));
            model.Requests.SelectMany(body => NameScan.Find(body, people)).Distinct().ShouldBeEmpty();
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task Check(IServiceProvider services, DraftSubject subject, string language, Instant now, TextWriter read)
    {
        var manager = subject.Pair.Manager;
        var reader = new Reader(services.GetRequiredService<Texts>(), language, manager.Zone, now);
        var pack = await services.GetRequiredService<DraftEvidence>().Collect(subject, manager, reader, CancellationToken.None);
        var request = pack.Request;
        var sentences = services.GetRequiredService<PlainWriter>().Sentences(request);
        await read.WriteLineAsync($"\n## {manager.Name} about {subject.Pair.Report.Name}, {subject.Kind}, {language}");
        foreach (var sentence in sentences)
        {
            await read.WriteLineAsync($"{pack.Restore(sentence.Text, sentence.Evidence)} [{string.Join(", ", sentence.Evidence)}]");
        }

        sentences.ShouldNotBeEmpty($"{manager.Name} about {subject.Pair.Report.Name}");
        sentences.ShouldAllBe(sentence => sentence.Evidence.Count > 0);
        Guard.Whole.Check(request, sentences).Refused.ShouldBeEmpty();
    }
}
