using NodaTime;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Drafting.Guarding;

/// <summary>Evidence about P2, whom P1 manages, in both languages; P3 is a colleague and P4 somebody of whom nothing is said.</summary>
internal static class GuardSample
{
    public static readonly LocalDate Today = new(2026, 11, 24);

    public static DraftRequest English { get; } =
        Request(
            "en",
            "Open commitment of P2, due Fri 20 Nov, overdue",
            "Open commitment of P1, due Tue 1 Dec",
            "Cycle time: 4.3 days, target 5 days or less, within target, 26 Oct to 24 Nov, 12 records",
            "Story points delivered: 34 points, target 40 points, below target",
            "Release success: 96.5 %, target 95 %, on or above target",
            "Revenue closed: 512,400 USD, target 500,000 USD, on or above target",
            "Goal of P2, 45 % before, 60 % now, due Fri 18 Dec",
            "Feedback of P3, Sat 21 Nov",
            "Note of P2, Sun 22 Nov",
            "PagerDuty was never read, so figures from it are missing",
            "Few items are from September",
            "Commitment of P2, kept"
        );

    public static DraftRequest German { get; } =
        Request(
            "de",
            "Offene Zusage von P2, fällig Fr, 20. Nov., überfällig",
            "Offene Zusage von P1, fällig Di, 1. Dez.",
            "Durchlaufzeit: 4,3 Tage, Ziel höchstens 5 Tage, im Ziel, 26. Okt. bis 24. Nov., 12 Einträge",
            "Gelieferte Story Points: 34 Punkte, Ziel 40 Punkte, unter dem Ziel",
            "Erfolgreiche Releases: 96,5 %, Ziel 95 %, im Ziel oder darüber",
            "Abgeschlossener Umsatz: 512.400 USD, Ziel 500.000 USD, im Ziel oder darüber",
            "Ziel von P2, vorher 45 %, jetzt 60 %, fällig Fr, 18. Dez.",
            "Feedback von P3, Sa, 21. Nov.",
            "Notiz von P2, So, 22. Nov.",
            "PagerDuty wurde nie gelesen, deshalb fehlen Zahlen daraus",
            "Aus dem September ist wenig da",
            "Zusage von P2, erledigt"
        );

    public static DraftRequest In(string language) => language == "de" ? German : English;

    private static DraftRequest Request(string language, params string[] words) =>
        new()
        {
            Kind = DraftKind.OneOnOne,
            Language = language,
            Today = Today,
            Manager = "P1",
            Report = "P2",
            Items =
            [
                Item(1, EvidenceKind.Commitment, words) with
                {
                    People = ["P2"],
                    Quote = "migrate billing",
                    Dates = [new(2026, 11, 20)],
                    Overdue = true,
                },
                Item(2, EvidenceKind.Commitment, words) with
                {
                    People = ["P1"],
                    Quote = "ask Finance for the second licence",
                    Dates = [new(2026, 12, 1)],
                },
                Item(3, EvidenceKind.Figure, words) with
                {
                    Name = language == "de" ? "Durchlaufzeit" : "Cycle time",
                    People = ["P2"],
                    Amounts = [new(4.25m, "days"), new(5, "days")],
                    Dates = [new(2026, 10, 26), new(2026, 11, 24)],
                    Position = Position.Above,
                },
                Item(4, EvidenceKind.Figure, words) with
                {
                    Name = language == "de" ? "Gelieferte Story Points" : "Story points delivered",
                    People = ["P2"],
                    Amounts = [new(34, "points"), new(40, "points")],
                    Position = Position.Below,
                },
                Item(5, EvidenceKind.Figure, words) with
                {
                    Name = language == "de" ? "Erfolgreiche Releases" : "Release success",
                    People = ["P2"],
                    Amounts = [new(96.5m, "percent"), new(95, "percent")],
                    Position = Position.Above,
                },
                Item(6, EvidenceKind.Figure, words) with
                {
                    Name = language == "de" ? "Abgeschlossener Umsatz" : "Revenue closed",
                    People = ["P2"],
                    Amounts = [new(512_400, "USD"), new(500_000, "USD")],
                    Position = Position.Above,
                },
                Item(7, EvidenceKind.Goal, words) with
                {
                    People = ["P2"],
                    Quote = "Cut checkout errors by half, see PAY-17",
                    Amounts = [new(45, "percent"), new(60, "percent")],
                    Before = 45,
                    Now = 60,
                    Dates = [new(2026, 12, 18)],
                },
                Item(8, EvidenceKind.Feedback, words) with
                {
                    People = ["P3", "P2"],
                    Quote = "The runbook you wrote saved us two hours on 19 November.",
                    Dates = [new(2026, 11, 21)],
                },
                Item(9, EvidenceKind.Note, words) with
                {
                    People = ["P2"],
                    Quote = "Two weeks were spent on the incident at Contoso.",
                    Dates = [new(2026, 11, 22)],
                },
                Item(10, EvidenceKind.Missing, words) with
                {
                    Name = "PagerDuty",
                },
                Item(11, EvidenceKind.Recency, words) with
                {
                    Dates = [new(2026, 9, 1)],
                },
                Item(12, EvidenceKind.Commitment, words) with
                {
                    People = ["P2"],
                    Quote = "write the runbook",
                    Done = true,
                },
            ],
        };

    private static EvidenceItem Item(int number, EvidenceKind kind, string[] words) =>
        new()
        {
            Id = $"E{number}",
            Kind = kind,
            Words = words[number - 1],
        };
}
