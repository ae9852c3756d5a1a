using PerfSignal.Core.Drafting;

namespace PerfSignal.Tests.Drafting;

/// <summary>Names with the endings of Polish, Czech and Hungarian, and ordinary words that end alike.</summary>
public sealed class NameCasesTests
{
    private static readonly Guid Maya = Guid.CreateVersion7();
    private static readonly Guid Report = Guid.CreateVersion7();

    private static readonly string[] Names =
    [
        "Anna Kowalska",
        "Jan Kowalski",
        "Marek Nowak",
        "Paweł Wójcik",
        "Robert Lewandowski",
        "Monika Wiśniewska",
        "Tomáš Novák",
        "Jana Nováková",
        "Pavel Černý",
        "Lenka Svobodová",
        "János Kovács",
        "Réka Szabó",
        "Tamás Nagy",
        "Péter Balázs",
        "Gergő Molnár",
        "Bence Kiss",
        "Maja Brandt",
        "Eva Horn",
    ];

    public static TheoryData<string, string> Forms =>
        new()
        {
            {
                "Anna Kowalska",
                "Annę Annie Anny Anną Anno Annou Annin Kowalskiej Kowalską Annával Annának Annát Annától Annához Annánál annával annę kowalskiej"
            },
            { "Jan Kowalski", "Jana Janowi Janem Janie Kowalskiego Kowalskiemu Kowalskim Kowalscy Kowalskich kowalskiego Janovi Jannak" },
            { "Marek Nowak", "Marka Markowi Markiem Marku Nowaka Nowakowi Nowakiem Nowaku Nowakowie Nowaków Nowakowej nowakowi" },
            { "Paweł Wójcik", "Pawła Pawłowi Pawłem Pawle Wójcika Wójcikowi Wójcikiem pawła Pawla" },
            { "Robert Lewandowski", "Roberta Robertowi Robertem Robercie Lewandowskiego Lewandowskiemu Lewandowskim" },
            { "Monika Wiśniewska", "Moniki Monice Monikę Moniką Wiśniewskiej Wiśniewską" },
            { "Tomáš Novák", "Tomáše Tomášovi Tomášem Tomáši Nováka Novákovi Novákem Nováku Novákové Novákových novákovi Novakovi Novaka" },
            { "Jana Nováková", "Novákové Novákovou Janu Janě Janou" },
            { "Pavel Černý", "Pavla Pavlovi Pavlem Pavle Černého Černému Černým Černé" },
            { "Lenka Svobodová", "Lenky Lence Lenku Lenkou Svobodové Svobodovou" },
            {
                "János Kovács",
                "Jánost Jánosnak Jánossal Jánostól Jánoshoz Kovácsnak Kovácsot Kováccsal Kovácstól Kovácshoz Kovácsék Kovácsné Kovácsért kovácsnak kováccsal"
            },
            { "Réka Szabó", "Rékát Rékának Rékával Szabót Szabónak Szabóval Szabótól rékával" },
            { "Tamás Nagy", "Tamást Tamásnak Tamással Nagyot Nagynak Naggyal Tamásék" },
            { "Péter Balázs", "Pétert Péternek Péterrel Péterhez Balázst Balázsnak Balázzsal" },
            { "Gergő Molnár", "Gergőt Gergőnek Gergővel Molnárt Molnárnak Molnárral" },
            { "Bence Kiss", "Bencét Bencének Bencével Kisst Kissnek Kissel" },
            { "Eva Horn", "Evou Evie Hornové Horna Hornovi Évát Évának" },
        };

    /// <summary>Alone, where nothing says which language it is, and within a sentence of each.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void A_name_is_masked_in_every_case(string name, string forms)
    {
        foreach (var form in forms.Split(' '))
        {
            foreach (
                var frame in new[] { "{0}", "dzięki pomocy {0} jest gotowe", "díky {0} za to, byl to výkon", "köszi {0} hogy az kész" }
            )
            {
                var text = string.Format(null, frame, form);
                var masked = Mask().Mask(text);
                masked.ShouldNotContain(form, Case.Sensitive, $"{name}: {text}");
                masked.ShouldMatch(@"\bP\d+\b", text);
            }
        }
    }

    [Theory]
    [InlineData("Thanks to Kowalskiego for the runbook", "Thanks to P2 for the runbook", "Jan Kowalski")]
    [InlineData("ask Annie Kowalskiej about the plan", "ask P2 about the plan", "Anna Kowalska")]
    [InlineData("Die Analyse von Novákovi ist da", "Die Analyse von P2 ist da", "Tomáš Novák")]
    [InlineData("dzięki monice i annie jest gotowe", "dzięki P3 i P2 jest gotowe", "Anna Kowalska")]
    [InlineData("Annę Kowalską widziałem", "P2 widziałem", "Anna Kowalska")]
    [InlineData("Kovács Jánosnak köszönöm", "P2 köszönöm", "János Kovács")]
    [InlineData("kováccsal és jánossal dolgoztam", "P2 és P2 dolgoztam", "János Kovács")]
    public void A_name_in_a_case_is_the_same_person(string text, string masked, string report) => Mask(report).Mask(text).ShouldBe(masked);

    /// <summary>Each is what a name of somebody here would be with an ending.</summary>
    [Theory]
    [InlineData("Very good work on the data store, any time", "Vera Datum", "Tim Ana")]
    [InlineData("Reduce cycle time", "Tim Sousa", "")]
    [InlineData("Very good", "Vera Sousa", "")]
    [InlineData("Time to market is done", "Tim Sousa", "Don Mark")]
    [InlineData("An dieser Stelle ist in erster Linie Zeit nötig", "Stella Sousa", "Lina Ersta")]
    [InlineData("seit kurzem mit kleinem Team und langem Atem", "Jo Kurz", "Eva Klein")]
    [InlineData("Bei uns die Serie und die Linie", "Bea Sera", "Lina Sousa")]
    [InlineData("in die Marken und den Market", "Jo Mark", "")]
    [InlineData("an expert in the desert", "Jo Exp", "Des Ures")]
    [InlineData("the line and the rest are done", "Lin Sousa", "Res Don")]
    public void A_word_that_ends_like_a_name_stays(string text, string one, string other)
    {
        var people = new[] { one, other }.Where(name => name.Length > 0).Select(name => new KnownPerson(Guid.CreateVersion7(), name, []));
        new NameMask(people, Maya, Report).Mask(text).ShouldBe(text);
    }

    private static NameMask Mask(string report = "Maja Brandt") =>
        new(Names.Select(name => new KnownPerson(name == report ? Report : Guid.CreateVersion7(), name, [])), Maya, Report);
}
