using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.MyData;

/// <summary>Everything that is stored about people is shown to them, or stands here with the reason why it is not.</summary>
public sealed class HeldKindsTests
{
    private static readonly Dictionary<string, string> NotShown = new(StringComparer.Ordinal)
    {
        ["Draft"] = "is its author's until it is approved; then it is a summary",
        ["PayRecord"] = "a person sees their own pay when it is shared with them; the page says that it is held",
        ["MetricDefinition"] = "is about nobody; who wrote a version stands in the register",
        ["PilotWave"] =
            "is about parts of the organisation; who wrote it stands in the audit log, and everyone sees it on the page of governance",
        ["ReviewCycle"] = "is about nobody; who set it up stands in the audit log, what anybody completed in it is shown",
        ["WebLink"] = "holds a digest for a minute; the sign-ins that come of it are shown",
    };

    [Fact]
    public void Show_every_entity_about_people_or_say_why_not()
    {
        using var data = DatabaseSetup.Open(new() { ConnectionString = "Data Source=:memory:" });
        var about = data
            .Model.GetEntityTypes()
            .Where(entity =>
                IsPersonal(entity.ClrType) || entity.GetForeignKeys().Any(key => key.PrincipalEntityType.ClrType == typeof(Person))
            )
            .Select(entity => entity.ClrType)
            .ToList();
        var shown = HeldKinds.All.Select(kind => kind.Entity).ToHashSet();

        about.Count.ShouldBeGreaterThan(30);
        about.Where(type => !shown.Contains(type) && !NotShown.ContainsKey(type.Name)).Select(type => type.Name).ShouldBeEmpty();
        NotShown.Keys.Intersect(shown.Select(type => type.Name)).ShouldBeEmpty();
        HeldKinds.All.Select(kind => kind.Name).ShouldBeUnique();
    }

    [Fact]
    public void Have_a_name_in_both_languages()
    {
        foreach (var kind in HeldKinds.All)
        {
            Briefs.BriefWorld.Texts.Has("en", "held_" + kind.Name).ShouldBeTrue(kind.Name);
            Briefs.BriefWorld.Texts.Has("de", "held_" + kind.Name).ShouldBeTrue(kind.Name);
        }
    }

    private static bool IsPersonal(Type type) =>
        Array.Exists(type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IAbout<>));
}
