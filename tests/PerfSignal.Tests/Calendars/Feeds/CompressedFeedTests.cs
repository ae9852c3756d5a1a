using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendars.Feeds;

[Collection(Alone.Name)]
public sealed class CompressedFeedTests
{
    [Fact]
    public async Task A_compressed_file_is_read_up_to_the_limit_of_its_real_size()
    {
        await using var desk = await FeedDesk.Open();
        var zipped = Zipped(FeedDesk.OneOnOne());
        var bomb = Zipped(
            FeedDesk.OneOnOne().Replace("END:VEVENT", "X-A:" + new string('a', 50_000_000) + "\r\nEND:VEVENT", StringComparison.Ordinal)
        );
        bomb.Length.ShouldBeLessThan(1_000_000);
        desk.Server.Files[FeedDesk.Path] = Compressed(zipped);
        await desk.Done();

        desk.Server.Files[FeedDesk.Path] = Compressed(bomb);
        var before = GC.GetTotalAllocatedBytes();
        (await desk.Failed()).ShouldBe(new CalendarSync.Failed(CalendarTrouble.Invalid, "larger than 5 MB"));
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(40_000_000);

        desk.Server.Files[FeedDesk.Path] = Compressed(Encoding.UTF8.GetBytes("not compressed at all"));
        (await desk.Failed()).Trouble.ShouldBe(CalendarTrouble.Transient);

        static Func<HttpContext, Task> Compressed(byte[] bytes) =>
            async http =>
            {
                http.Response.Headers.ContentEncoding = "gzip";
                await http.Response.Body.WriteAsync(bytes);
            };
    }

    private static byte[] Zipped(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
