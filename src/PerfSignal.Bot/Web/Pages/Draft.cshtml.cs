using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PerfSignal.Bot.Cards;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The full editor of a draft: sentence by sentence, with the evidence beside it.</summary>
public sealed class DraftModel(PerfSignalData data, DraftSheets sheets, ChangeDraft change, ApproveDraft approve, DraftList list) : SitePage
{
    public DraftSheet Sheet { get; private set; } = null!;
    public IReadOnlyList<SheetLine> Lines { get; private set; } = [];

    /// <summary>The difference is looked at before approving.</summary>
    public bool IsReview { get; private set; }

    /// <summary>What is in the fields is not saved yet.</summary>
    public bool IsUnsaved { get; private set; }

    /// <summary>The text as another window, or who stands in, saved it since this one was opened; null where nobody did.</summary>
    public string? Meanwhile { get; private set; }
    public string? Problem { get; private set; }
    public string? Note { get; private set; }

    /// <summary>Place of the field that was just added or moved.</summary>
    public int? Focus { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid report, Guid id, string? see)
    {
        if (!await Load(report, id))
        {
            return NotFound();
        }

        Lines = Sheet.Lines;
        IsReview = see == "review" && Sheet.Draft.State == DraftState.Open;
        Note = see switch
        {
            "saved" => Reader.Say("web_draft_saved"),
            "unchanged" => Reader.Say("draft_unchanged"),
            "changed" => Reader.Say("draft_changed_look"),
            _ => null,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid report, Guid id, [FromForm(Name = "do")] string? act, [FromForm] string? version)
    {
        if (!await Load(report, id))
        {
            return NotFound();
        }

        if (Sheet.Draft is { State: not DraftState.Open } or { Writer: WrittenDraft.Pending })
        {
            return To(report, id);
        }

        var isStale = version != Sheet.Version;
        switch (act)
        {
            case "approve" or "discard" or "again" when isStale:
                return To(report, id, "changed");
            case "approve":
                await approve.Handle(Command(ApproveDraft.Name, report, id), Aborted);
                return await Ended(report, id, DraftState.Approved) ? Redirect("/drafts?done=approved") : To(report, id, "changed");
            case "discard":
                await change.Handle(Command(ChangeDraft.Discard, report, id), Aborted);
                return await Ended(report, id, DraftState.Discarded) ? Redirect("/drafts?done=discarded") : To(report, id, "changed");
            case "again":
                return await Again(report, id);
            case "save" or "review":
                return await Save(report, id, act == "review");
            default:
                Lines = Arranged(Typed(), act ?? "");
                IsUnsaved = true;
                Meanwhile = isStale ? string.Join('\n', Sheet.Lines.Select(line => line.Text)) : null;
                return Page();
        }
    }

    /// <summary>Only what no script can hide in.</summary>
    public static IEnumerable<string> Links(SheetEvidence item) => item.Links.Where(SafeUrl.IsAbsolute);

    private async Task<IActionResult> Save(Guid report, Guid id, bool review)
    {
        var text = string.Join('\n', Typed());
        var command = Command(ChangeDraft.Edit, report, id, ("text", text));
        if (Request.Form["version"] == Sheet.Version && text == string.Join('\n', Sheet.Lines.Select(line => line.Text)))
        {
            return To(report, id, review ? "review" : "saved");
        }

        var reply = await change.Handle(command, Aborted);
        if (reply is not Reply.Invalid invalid)
        {
            return To(report, id, review ? "review" : "saved");
        }

        // What was typed stays in the fields, whatever was wrong with it.
        await Load(report, id);
        Lines = View(Typed());
        IsUnsaved = true;
        Problem = invalid.Errors["text"];
        Meanwhile = Request.Form["version"] == Sheet.Version ? null : string.Join('\n', Sheet.Lines.Select(line => line.Text));
        Response.StatusCode = Meanwhile is null ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<IActionResult> Again(Guid report, Guid id)
    {
        await change.Handle(Command(ChangeDraft.Again, report, id), Aborted);
        var next = (await list.Of(Me, Reader, Aborted)).FirstOrDefault(draft =>
            draft.Page.StartsWith($"/drafts/{report:N}/", StringComparison.Ordinal)
        );
        return next is null ? Redirect("/drafts")
            : next.Page == $"/drafts/{report:N}/{id:N}" ? To(report, id, "unchanged")
            : Redirect(next.Page);
    }

    private async Task<bool> Load(Guid report, Guid id)
    {
        var sheet = await sheets.Of(Command(ChangeDraft.Edit, report, id), Aborted);
        await data.SaveChangesAsync(Aborted);
        if (sheet is null)
        {
            return false;
        }

        Sheet = sheet;
        return true;
    }

    private async Task<bool> Ended(Guid report, Guid id, DraftState state) => await Load(report, id) && Sheet.Draft.State == state;

    private RedirectResult To(Guid report, Guid id, string? see = null) =>
        Redirect($"/drafts/{report:N}/{id:N}" + (see is null ? "" : "?see=" + see));

    /// <summary>What a verb gets; the same on every platform.</summary>
    private Command Command(string verb, Guid report, Guid id, params (string Name, string Value)[] fields)
    {
        var given = fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        if (HttpMethods.IsPost(Request.Method) && Request.HasFormContentType)
        {
            given["version"] = Request.Form["version"].ToString();
        }

        return new Command
        {
            Verb = verb,
            By = Me,
            Reader = Reader,
            Platform = PlatformName.Web,
            Row = $"{report:N}.{id:N}",
            Fields = given,
        };
    }

    /// <summary>The fields in their order; a line break within one makes two sentences.</summary>
    private List<string> Typed()
    {
        var lines = new List<string>();
        for (var at = 0; Request.Form.TryGetValue($"text-{at}", out var text); at++)
        {
            var parts = text.ToString()
                .ReplaceLineEndings("\n")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            lines.AddRange(parts.Length == 0 ? [""] : parts);
        }

        return lines;
    }

    private IReadOnlyList<SheetLine> Arranged(List<string> lines, string act)
    {
        var (what, at) =
            act.Split('-') is [var word, var place] && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (word, number)
                : (act, -1);
        if (what == "add")
        {
            lines.Add("");
            Focus = lines.Count - 1;
        }
        else if (at >= 0 && at < lines.Count)
        {
            switch (what)
            {
                case "up" when at > 0:
                    (lines[at - 1], lines[at], Focus) = (lines[at], lines[at - 1], at - 1);
                    break;
                case "down" when at < lines.Count - 1:
                    (lines[at + 1], lines[at], Focus) = (lines[at], lines[at + 1], at + 1);
                    break;
                case "remove":
                    lines.RemoveAt(at);
                    Focus = Math.Max(0, at - 1);
                    break;
            }
        }

        return View(lines);
    }

    /// <summary>Each field with what it rests on.</summary>
    private IReadOnlyList<SheetLine> View(List<string> lines) => SheetLines.OfFields(Sheet.Draft, lines);
}
