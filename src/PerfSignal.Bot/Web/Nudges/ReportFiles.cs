using PerfSignal.Core.Broadcasts;

namespace PerfSignal.Bot.Web.Nudges;

/// <summary>The reports of a nudge as files, for whoever may see it.</summary>
internal static class ReportFiles
{
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapReportFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(BroadcastVerbs.Page + "/{id:guid}/report.csv", Csv).RequireAuthorization();
        routes.MapGet(BroadcastVerbs.Page + "/{id:guid}/report.xlsx", Xlsx).RequireAuthorization();
    }

    private static async Task Csv(HttpContext http, Guid id, BroadcastFinder finder, BroadcastReport report)
    {
        if (await Begin(http, id, finder, "text/csv; charset=utf-8", "csv") is { } visitor)
        {
            await CsvReport.Write(
                report.Lines(visitor.Viewer, id, http.RequestAborted),
                visitor.Reader,
                http.Response.Body,
                http.RequestAborted
            );
        }
    }

    private static async Task Xlsx(HttpContext http, Guid id, BroadcastFinder finder, BroadcastReport report)
    {
        if (await Begin(http, id, finder, Sheet, "xlsx") is not { } visitor)
        {
            return;
        }

        // The directory of a zip is written last and its parts are gone back to, which an answer on its way does not allow.
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"perfsignal-{Guid.NewGuid():N}.xlsx"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        await XlsxReport.Write(report.Lines(visitor.Viewer, id, http.RequestAborted), visitor.Reader, file, http.RequestAborted);
        file.Position = 0;
        await file.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    /// <summary>The reader, after the head of the answer is set; null where there is no such nudge for them.</summary>
    private static async Task<Visitor?> Begin(HttpContext http, Guid id, BroadcastFinder finder, string type, string ending)
    {
        if (http.Visitor() is not { } visitor || await finder.Of(visitor.Viewer, id, http.RequestAborted) is not { } found)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return null;
        }

        http.Response.ContentType = type;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"nudge-{found.Id:N}.{ending}\"";
        return visitor;
    }
}
