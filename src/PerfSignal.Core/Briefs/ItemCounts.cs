using NodaTime;

namespace PerfSignal.Core.Briefs;

/// <summary>Cuts the last 90 days into the pieces between thirds and starts of months, so that items can be counted per piece.</summary>
internal sealed class ItemCounts
{
    /// <summary>The start, two inner borders of thirds and at most four starts of months (31 January to 1 May is 90 days).</summary>
    public const int Pieces = 7;
    public const int Days = 90;
    private readonly Instant from;
    private readonly Instant at;

    public ItemCounts(Instant at)
    {
        this.at = at;
        from = at - Duration.FromDays(Days);
        var borders = new SortedSet<Instant> { from, from + Duration.FromDays(30), from + Duration.FromDays(60) };
        for (var month = MonthOf(from).PlusMonths(1); StartOf(month) < at; month = month.PlusMonths(1))
        {
            borders.Add(StartOf(month));
        }

        // A border that is not needed is the end: its piece is empty.
        Borders = [.. borders, .. Enumerable.Repeat(at, Pieces + 1 - borders.Count)];
    }

    /// <summary>Ascending; piece i reaches from border i up to border i + 1.</summary>
    public IReadOnlyList<Instant> Borders { get; }

    public Instant From => from;

    public int? PieceOf(Instant instant)
    {
        if (instant < from || instant >= at)
        {
            return null;
        }

        var piece = 0;
        while (Borders[piece + 1] <= instant)
        {
            piece++;
        }

        return piece;
    }

    /// <summary>The spread of items counted per piece. A month is quiet with under half of the period's items per day.</summary>
    public Recency Spread(IReadOnlyList<int> perPiece)
    {
        var thirds = new int[3];
        var months = new Dictionary<LocalDate, (int Items, double Days)>();
        for (var piece = 0; piece < Pieces; piece++)
        {
            var length = (Borders[piece + 1] - Borders[piece]).TotalDays;
            if (length <= 0)
            {
                continue;
            }

            thirds[Math.Min(2, (int)((Borders[piece] - from).TotalDays / 30))] += perPiece[piece];
            var month = MonthOf(Borders[piece]);
            var known = months.GetValueOrDefault(month);
            months[month] = (known.Items + perPiece[piece], known.Days + length);
        }

        var rate = thirds.Sum() / (double)Days;
        var quiet = months
            .Where(month => month.Value.Days >= 7 && month.Value.Items / month.Value.Days < rate / 2)
            .Select(month => month.Key);
        return new Recency(thirds[0], thirds[1], thirds[2], from.InUtc().Date, at.InUtc().Date, [.. quiet.Order()]);
    }

    private static LocalDate MonthOf(Instant instant)
    {
        var date = instant.InUtc().Date;
        return new LocalDate(date.Year, date.Month, 1);
    }

    private static Instant StartOf(LocalDate month) => month.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
}
