using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench.Faults;

/// <summary>Recipients of one send of many: one half has an account in Slack, the other in Teams.</summary>
internal static class SendFaultCompany
{
    public const string Tenant = "99999999-8888-7777-6666-555555555555";

    public static async Task Fill(BenchDatabase database, SlackStandIn slack, FaultyTeams teams, int count)
    {
        var send = TimeProvider.System.NewId();
        await database.Within<PerfSignalData>(async data =>
        {
            data.Add(
                new BulkSend
                {
                    Id = send,
                    StartedAt = TimeProvider.System.Now(),
                    ClosedAt = TimeProvider.System.Now(),
                }
            );
            await data.SaveChangesAsync();
        });
        foreach (var numbers in Enumerable.Range(0, count).Chunk(500))
        {
            await database.Within<PerfSignalData>(async data =>
            {
                foreach (var number in numbers)
                {
                    Add(data, slack, teams, send, number);
                }

                await data.SaveChangesAsync();
            });
        }
    }

    private static void Add(PerfSignalData data, SlackStandIn slack, FaultyTeams teams, Guid send, int number)
    {
        var now = TimeProvider.System.Now();
        var inSlack = number % 2 == 0;
        var person = new Person
        {
            Id = TimeProvider.System.NewId(),
            Email = $"p{number}@example.com",
            Name = $"Person {number}",
            RoleFamily = "sales",
            Department = "Sales",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2020, 1, 1),
        };
        if (inSlack)
        {
            slack.State.User($"U{number}", person.Email);
        }

        data.AddRange(
            person,
            new ChatAccount
            {
                Id = TimeProvider.System.NewId(),
                Platform = inSlack ? PlatformName.Slack : PlatformName.Teams,
                Workspace = inSlack ? "T1" : Tenant,
                UserId = inSlack ? $"U{number}" : $"entra-{number}",
                ConversationId = inSlack ? null : $"c{number}",
                ServiceUrl = inSlack ? null : teams.Address,
                PersonId = person.Id,
                State = AccountState.Matched,
                FirstSeen = now,
                LastSeen = now,
                GreetedAt = now,
            },
            new DeliveryRow
            {
                Id = TimeProvider.System.NewId(),
                RecipientId = person.Id,
                Act = DeliveryAct.Send,
                Card = Answers.Said,
                Model = CardJson.Write(new { Text = $"Message {number}" }),
                Language = "en",
                DedupeKey = $"bench {number}",
                SendId = send,
                Lane = Lane.Bulk,
                NotBefore = now,
                ExpiresAt = now + Duration.FromHours(6),
                CreatedAt = now,
            }
        );
    }
}
