using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.write`: writes a broadcast by a form and keeps it as a draft; the answer is the card to check it by.</summary>
public sealed class WriteBroadcast(
    PerfSignalData data,
    Access access,
    BroadcastFinder finder,
    BroadcastActs acts,
    AudienceChoices choices,
    BroadcastTemplates templates,
    BroadcastAuthors authors,
    BroadcastViews cards
) : IVerb
{
    public const string Name = "broadcast.write";
    private const string Card = "broadcast_form";

    /// <summary>What the field of a chat holds at least; a longer list is changed on the page.</summary>
    private const int MostEmails = 2500;

    /// <summary>A form in chat has room for so many of each kind; all of them are on the page.</summary>
    public const int MostChoices = 25;
    public const int MaxChoice = 40;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if ((await access.Population(command.Viewer, DataClass.Nudges, Right.Write, ct)).IsNobody)
        {
            return new Reply.Said(await authors.WhoCan(reader, ct));
        }

        var draft = Guid.TryParse(command.Row, out var id) ? await finder.Of(command.Viewer, id, ct) : null;
        if (command.Row is { Length: > 0 } && (draft is null || !BroadcastViews.MayWrite(command.Viewer, draft)))
        {
            await data.SaveChangesAsync(ct);
            return BroadcastViews.Gone(reader);
        }

        var rule = draft is null ? null : AudienceRule.FromJson(draft.Audience);
        var options = await choices.Of(command.Viewer, rule, ct);
        if (!command.Fields.ContainsKey("title"))
        {
            var words = TypedAudience.Read(command.Text, options);
            var begun = draft is null ? BroadcastSaid.Blank.To(words.Rule) : BroadcastSaid.Of(draft);
            if (draft is null)
            {
                begun = reader.Language == "de" ? begun with { TextDe = Cut(words.Text) } : begun with { TextEn = Cut(words.Text) };
            }

            await data.SaveChangesAsync(ct);
            var notice =
                words.NotUnderstood is { } unknown ? reader.Say("nudge_words_not_understood", ("words", Briefs.BriefCards.Cut(unknown, 80)))
                : Math.Max(Math.Max(options.Departments.Count, options.Locations.Count), options.RoleFamilies.Count) > MostChoices
                    ? reader.Say("nudge_more_choices", ("page", BroadcastVerbs.Page))
                : "";
            return Reply.Open(Card, Form(begun, draft, options, notice, reader));
        }

        var said = BroadcastSaid.Of(command.Field).Filled(templates.All, reader.Language);
        if (rule is not null && KeepsEmails(rule))
        {
            said = said with { Emails = EmailList.Write(rule.Emails) };
        }

        var result = await acts.Save(command.Viewer, draft?.Id, said.Wish(options), ct);
        return result is BroadcastResult.Invalid invalid
            ? Reply.Ask(Card, Form(said, draft, options, "", reader), Errors(invalid, reader))
            : await cards.Answer(command, result, reader.Say("nudge_saved"), ct);
    }

    /// <summary>The field of the form for a field of the wish.</summary>
    public static string FieldOf(string wished) =>
        wished switch
        {
            "textEn" => "text_en",
            "textDe" => "text_de",
            "audience" => "managers",
            "expiresAfterHours" => "hours",
            _ => wished,
        };

    public static Dictionary<string, string> Errors(BroadcastResult.Invalid invalid, Reader reader) =>
        invalid.Errors.ToDictionary(error => FieldOf(error.Key), error => BroadcastViews.Error(error.Value, reader));

    private static bool KeepsEmails(AudienceRule rule) => EmailList.Write(rule.Emails).Length > MostEmails;

    private static string Cut(string text) => text.Length <= Broadcast.MaxText ? text : text[..Broadcast.MaxText];

    private BroadcastForm Form(BroadcastSaid said, Broadcast? draft, AudienceOptions options, string notice, Reader reader)
    {
        var kept = draft is not null && KeepsEmails(AudienceRule.FromJson(draft.Audience));
        var tomorrow = NodaTime.Text.LocalDatePattern.Iso.Format(reader.Today.PlusDays(1));
        return new BroadcastForm(
            reader.Say(draft is null ? "nudge_form_new" : "nudge_form_change"),
            notice,
            draft?.Id.ToString("N") ?? "",
            said.Template,
            [
                .. templates.All.Select(one => new BroadcastChoice(
                    one.Key == BroadcastTemplates.Free ? reader.Say("nudge_template_free") : one.Name(reader.Language),
                    one.Key
                )),
            ],
            said.Title,
            said.TextEn,
            said.TextDe,
            said.Link,
            said.Managers ? "true" : "false",
            said.Departments,
            Choices(options.Departments, said.Departments),
            said.Families,
            Choices(options.RoleFamilies, said.Families),
            said.Locations,
            Choices(options.Locations, said.Locations),
            said.Cycle,
            options.Cycles.Count == 0
                ? []
                :
                [
                    new BroadcastChoice(reader.Say("nudge_cycle_none"), BroadcastSaid.NoCycle),
                    .. options
                        .Cycles.OrderByDescending(cycle => cycle.Key == said.Cycle)
                        .Take(MostChoices)
                        .Select(cycle => new BroadcastChoice(Briefs.BriefCards.Cut(cycle.Title(reader), MaxChoice), cycle.Key)),
                ],
            !kept,
            kept ? "" : said.Emails,
            kept ? reader.Say("nudge_emails_kept", ("count", reader.Number(EmailList.Read(said.Emails).Count, 0))) : "",
            said.Timing,
            [.. Enum.GetNames<SendTiming>().Select(name => new BroadcastChoice(reader.Say("nudge_timing_" + name), name))],
            said.Date.Length == 0 ? tomorrow : said.Date,
            said.Time.Length == 0 ? "09:00" : said.Time
        );
    }

    /// <summary>What is chosen comes first, so that nothing of it is left out of the form and lost.</summary>
    private static List<BroadcastChoice> Choices(IReadOnlyList<string> names, string chosen)
    {
        var keys = chosen.Split(',').ToHashSet(StringComparer.Ordinal);
        return
        [
            .. names
                .Select(name => new BroadcastChoice(Briefs.BriefCards.Cut(name, MaxChoice), AudienceOptions.KeyOf(name)))
                .OrderByDescending(choice => keys.Contains(choice.Value))
                .Take(MostChoices),
        ];
    }
}
