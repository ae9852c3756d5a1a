namespace PerfSignal.Core.Feedback.Wording;

/// <summary>English signs of situation, behaviour and effect.</summary>
internal static class EnglishSigns
{
    public static Signs All { get; } =
        new(
            Situation: Signs.Words(
                "(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?",
                "yesterday(?:['’]s)?",
                "today(?:['’]s)?",
                "tonight",
                "this (?:morning|afternoon|evening|week|month|sprint)",
                "last (?:night|week|month|sprint|quarter|two|three)",
                "(?:january|february|march|april|june|july|august|september|october|november|december)",
                "in may",
                @"(?:on |the )?\p{N}{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)*",
                @"\p{N}{4}-\p{N}{2}-\p{N}{2}",
                @"sprint \p{N}+",
                "when (?:i|we|you|she|he|they|the|our|a|an|\\p{L}+ \\p{L}+ed)",
                "(?:in|at|during|after|before) (?:the|our|your|my|a) (?:\\p{L}+ ){0,2}(?:meeting|demo|call|review|retro|workshop|stand-?up|planning|incident|outage|launch|release|interview|handover|session|presentation|hackathon|kick-off|migration|onboarding|all-hands|board)*",
                "at (?:stand-?up|lunch|the)",
                "(?:during|in) (?:onboarding|planning)",
                "(?:pull request|ticket|mail|e-?mail|document|proposal|slides|draft|runbook|checklist|report)",
                "first day"
            ),
            Behaviour: Signs.Words(
                @"(?:you|she|he|they|ana|ben) (?:\p{L}+ly |also |then |just |even |spontaneously )?(?:answered|rolled|interrupted|laid|missed|paired|sent|let|wrote|told|came|took|walked|showed|reviewed|promised|cleaned|called|pushed|asked|explained|rewrote|left|stayed|listed|changed|brought|used|spotted|closed|gave|checked|blamed|turned|held|translated|documented|forgot|deleted|spoke|dropped|set|built|fixed|merged|drew|posted|swapped|split|sat|said|helped|shared|moved|offered|repeated|stepped|tested|added|removed|presented|prepared|wrapped|escalated|organi[sz]ed|ran|led|made|found|put|read|shouted|ignored|refused|cancell?ed|cut|invited|taught|mentored|noticed|raised|proposed|suggested|negotiated|calmed|corrected|repaired|replaced|booked|summari[sz]ed|pointed|picked|stopped|started|finished|delivered|shipped|deployed|wasn't there|did not|didn't|got|kept|wiped|typed|filed|flagged|replied|responded|met|joined|skipped|spent|hid|laughed|rolled your)",
                "(?:saw|noticed) (?:that )?you \\p{L}+",
                "your (?:\\p{L}+ ){0,6}(?:saved|cut|helped|showed|listed|let|meant|had|contained|came)",
                "the (?:\\p{L}+ ){1,3}(?:that )?you (?:\\p{L}+ly )?\\p{L}+(?:ed|t|n|w)",
                "(?:you|she|he) (?:\\p{L}+ ){0,6}(?:ed out|out loud)"
            ),
            Done: Signs.Words(
                @"(?:you|she|he|they|ana|ben) (?:\p{L}+ly |also |then |just |even |only |once |twice |first |both |kindly )?(?<verb>\p{L}+ed)",
                @"(?:this week|yesterday|today|day) you (?<verb>\p{L}+ed)",
                "(?:you|she|he|they) (?:\\p{L}+ly |also |then |just |even )?(?<verb>beat|began|bent|blew|bought|broke|caught|chose|drove|fell|fought|flew|froze|lent|lost|paid|quit|rang|rose|sold|shook|shut|slept|slid|stole|stood|struck|swept|threw|tore|woke|wore|wrote|hung|dug|fed|fled|forgave|withdrew|undid|redid|overran|sent|spun|stuck)",
                "(?:watch(?:ed)?|see|saw|seen|hear|heard) you (?<verb>\\p{L}+)",
                "(?:your|the) (?:\\p{L}+ ){0,6}(?:comment|mail|e-?mail|note|question|drawing|script|video|checklist|runbook|list|message|test|sketch|post|summary)(?: \\p{L}+){0,6} (?<verb>\\p{L}+ed|has been|let|told|made)"
            ),
            Effect: Signs.Words(
                "and (?:we|i|he|she|they|it|our \\p{L}+(?: \\p{L}+)?|the \\p{L}+|\\p{Lu}\\p{L}+) (?:\\p{L}+ed|had|found|bought|felt|lost|got|went|came|took|left|made|gave|saw|knew|told)",
                "i (?:felt|lost|had|got|found|missed|learned)",
                "none of",
                "we (?:started|finished|ended|waited|needed)",
                "on the spot",
                "refunded",
                "later",
                "because you",
                "so (?:that|no|we|i|he|she|they|the|nobody|everybody|all|two)",
                "which (?:meant|let|made|helped|saved|cost|led)",
                "because of (?:that|it)",
                "as a result",
                "therefore",
                "led to",
                "thanks to",
                "saved",
                "cost (?:us|me|them|the)",
                "could(?: not|n't)?",
                "can(?:not|'t)? (?:now|run|work)",
                "had to",
                "has to",
                "have to (?:repeat|redo|do|wait|go|call)",
                "since then",
                "after that",
                "now",
                "in the end",
                "at the end",
                "ended up",
                "finally",
                "instead of",
                "in half the time",
                "for the first time",
                "until (?:noon|the|late|we|i)",
                "(?:the )?(?:same|next) (?:day|morning|afternoon|week)",
                "nobody (?:has|had|will|knew)",
                @"\p{N}+ ?(?:%|percent|hours?|minutes?|min|days?|customers?|tickets?) (?:less|more|fewer|cheaper|faster|later)",
                @"\p{N}+ ?(?:%|percent)",
                "(?:she|he|they|it|customers?|the (?:customer|client|team|deal|build|candidate|committee|bug|audit|vendor|queue|nightly build|night shift|questions)|three of them|two others|our partners|their app|engineering|the discussion) (?:\\p{L}+ ){0,3}(?:signed|stopped|agreed|apologi[sz]ed|thanked|wrote|pushed|came|crashed|slipped|stayed|got|were|was|has been|is|accepted|fixed|renewed|asked|went|took|knew|did not|opened|turned|lost|told|answers?|finished|left|cancelled|complained|never got)",
                "we (?:found|lost|still|got|saw|won|shipped|missed|are|were)",
                "knew at once",
                "without asking",
                "left time"
            ),
            Judged: ["improved", "impressed", "stepped", "tended", "needed", "seemed", "liked", "loved", "deserved", "succeeded", "failed", "excelled", "performed", "behaved", "developed", "matured", "struggled", "surprised", "inspired", "disappointed", "managed", "talented", "gifted", "committed", "motivated", "dedicated", "worked", "contributed", "tired", "bored", "interested", "engaged", "experienced", "skilled", "organised", "organized", "focused", "rocked", "nailed", "crushed", "indeed", "well", "hard"],
            Hearsay: Signs.Words(
                "i (?:have |'ve )?heard",
                "i hear(?: that)?",
                "people (?:say|said|think|tell|told)",
                "(?:someone|somebody) (?:told|said|mentioned)",
                "(?:several|some|many|other|two|three) (?:colleagues|people|others) (?:complained|say|said|think|told|feel)",
                "every(?:body|one) (?:thinks|says|knows|feels)",
                "(?:the )?others (?:say|said|think|feel)",
                "apparently",
                "allegedly",
                "rumou?rs?",
                "i was told",
                "(?:someone|somebody) (?:\\p{L}+ ){0,3}(?:told|said|mentioned|complained)",
                "word is"
            ),
            Generalises: Signs.Words("you(?:'re| are)? (?:always|never|constantly|often)", "as (?:always|usual)", "(?:s?he|they)(?:'s| is| are)? always"),
            Reason: Signs.Words("for \\p{L}+ing", "for (?:the|your|that|this|a|an|my|our) \\p{L}+", "because", "that you", "when you", "how you", "the way you")
        );
}
