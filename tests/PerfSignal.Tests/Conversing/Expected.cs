using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Tests.Conversing;

/// <summary>What a person's conversation should be, said without a database: the question that is open, and what was saved by now.</summary>
internal sealed class Expected
{
    /// <summary>A dialogue as the person knows it.</summary>
    private sealed class Asked(string verb)
    {
        public string Verb { get; } = verb;

        /// <summary>`text`, `who` or `number`.</summary>
        public string Waits { get; set; } = "";
        public string? Text { get; set; }
        public List<string> Typed { get; init; } = [];
        public int Times { get; set; } = 1;
        public Instant At { get; set; }
        public string? Late { get; set; }
    }

    private Asked? open;

    /// <summary>The texts of notes that were saved by answers to questions.</summary>
    public List<string> Jotted { get; } = [];

    public bool IsOpen => open is not null;

    /// <summary>What the purge leaves.</summary>
    public void Forget(Instant now) => open = open is { } asked && asked.At + Dialogue.KeptFor <= now ? null : open;

    public string Begin(string verb, string text, Instant now)
    {
        Forget(now);
        var again = open is { Typed: [] } same && same.Verb == verb && text.Length == 0;
        var dropped = open is { Late: null } before && !again ? $" instead of {string.Join('|', before.Typed)}" : "";
        open = new Asked(verb) { Typed = text.Length > 0 ? [text] : [], At = now };
        (open.Text, open.Waits) = verb == "pick" ? (null, "number") : (text.Length > 0 ? text : null, text.Length > 0 ? "who" : "text");
        return "asks " + open.Waits + dropped;
    }

    /// <param name="isAddress">Whether the words are an answer to "about whom"; otherwise whether they are a number, or neither.</param>
    public string Say(string words, bool isAddress, bool isNumber, Instant now)
    {
        Forget(now);
        if (open is null)
        {
            return "does not know";
        }

        if (open.At + Dialogue.Lifetime <= now)
        {
            if (open.Late is not null)
            {
                return "does not know";
            }

            open.Late = words;
            return $"late {string.Join('|', open.Typed)} then {words}";
        }

        return Answer(open, words, isAddress, isNumber, now);
    }

    public string Cancel(Instant now)
    {
        Forget(now);
        var had = IsOpen;
        open = null;
        return had ? "cancelled" : "nothing open";
    }

    public string Resume(Instant now)
    {
        Forget(now);
        if (open is null)
        {
            return "gone";
        }

        (open.At, open.Late) = (now, null);
        return "asks " + open.Waits;
    }

    public string Take(bool isAddress, bool isNumber, Instant now)
    {
        Forget(now);
        return open is null ? "gone"
            : open.Late is { } words ? Answer(open, words, isAddress, isNumber, now)
            : "closed";
    }

    private string Answer(Asked asked, string words, bool isAddress, bool isNumber, Instant now)
    {
        asked.Typed.Add(words);
        asked.Late = null;
        switch (asked.Waits)
        {
            case "text":
                (asked.Text, asked.Waits, asked.Times, asked.At) = (words, "who", 1, now);
                return "asks who";
            case "who" when isAddress:
                Jotted.Add(asked.Text!);
                open = null;
                return "jotted " + asked.Text;
            case "number" when isNumber:
                open = null;
                return "picked";
            default:
                if (++asked.Times > Dialogues.MostTimes)
                {
                    open = null;
                    return $"ended {string.Join('|', asked.Typed)}";
                }

                asked.At = now;
                return "asks " + asked.Waits;
        }
    }
}
