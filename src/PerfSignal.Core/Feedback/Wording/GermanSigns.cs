namespace PerfSignal.Core.Feedback.Wording;

/// <summary>German signs of situation, behaviour and effect.</summary>
internal static class GermanSigns
{
    public static Signs All { get; } =
        new(
            Situation: Signs.Words(
                "(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)*",
                "gestern",
                "vorgestern",
                "heute",
                "(?:diesen|letzten|diesem|letztem) (?:monat|sprint|quartal)",
                "(?:diese|letzte|dieser|letzter) woche",
                "(?:januar|februar|märz|april|juni|juli|august|september|oktober|november|dezember)",
                "im mai",
                @"\p{N}{1,2}\.\p{N}{1,2}\.?",
                @"\p{N}{4}-\p{N}{2}-\p{N}{2}",
                @"sprint \p{N}+",
                "als (?:am|der|die|das|wir|ich|du|er|sie|es|\\p{L}+ (?:nach|im|in))",
                "nachdem",
                "(?:im|in der|in den|beim|bei der|vor der|vor dem|nach der|nach dem|während der|während des|in deiner|auf deinen) (?:\\p{L}+ ){0,2}(?:sitzung|demo|gespräch|review|retro|workshop|stand-?up|planung|störung|ausfall|start|termin|interview|übergabe|präsentation|hackathon|kick-?off|migration|einarbeitung|versammlung|nachbesprechung|besprechung|runde|meeting|call|betriebsversammlung|release)*",
                "(?:\\p{L}+)(?:termin|sitzung|gespräch|versammlung|woche|wochenende|mail|plan|runde)",
                "(?:pull request|ticket|entwurf|checkliste|anleitung|folien|bericht|vertragsentwurf)",
                "ersten tag"
            ),
            Behaviour: Signs.Words(
                @"(?:hast|hat) (?:[\p{L}\p{N}„“”’:.%-]+,? ){0,16}(?:ge\p{L}{2,}(?:t|en)|\p{L}+(?:ge)\p{L}{2,}(?:t|en)|(?:be|ver|er|ent|zer|unter|über|wieder)\p{L}{2,}(?:t|en)|\p{L}+iert)",
                @"(?:bist|ist) (?:[\p{L}\p{N}„“”’:.%-]+,? ){0,16}(?:ge(?:blieben|gangen|kommen|laufen|fahren)|\p{L}+ge(?:blieben|gangen|kommen|laufen|fahren|sprungen|standen|stiegen))",
                @"(?:ge\p{L}{2,}(?:t|en)|\p{L}{2,5}ge\p{L}{2,}(?:t|en)|(?:be|ver|er|ent|zer|unter|über|wieder)\p{L}{2,}(?:t|en)|\p{L}+iert) (?:hast|hat|bist)",
                "(?:du|sie|er) (?:kamst|kam|gabst|gab|schriebst|schrieb|sagtest|sagte|gingst|ging|riefst|rief|nahmst|nahm|ließt|ließ|bliebst|blieb|botst|bot|halfst|half|fragtest|fragte|zeigtest|zeigte|brachtest|brachte)",
                "deine (?:\\p{L}+ ){1,5}(?:gespart|verkürzt|geholfen|gezeigt)",
                "(?:auf|in) (?:deinen|deiner) (?:\\p{L}+ ){1,4}(?:standen|stand|fehlten|fehlte)",
                "(?:kam|kamen) ohne",
                "(?:nicht|nichts) (?:\\p{L}+ ){0,4}(?:nachgegeben|geschrieben|gesagt|geantwortet)"
            ),
            Done: Signs.Words(
                "(?:du|sie|er|wie) (?<verb>\\p{L}+test|\\p{L}+igte|trafst|traf|trugst|trug|hieltst|hielt|stelltest|nanntest|nannte|warfst|warf|schlugst|schlug|zogst|zog|verließt|verließ|unterbrachst|unterbrach|vergaßt|vergaß|standst|stand|liefst|lief|fuhrst|fuhr|sprachst|sprach|schwiegst|schwieg|saßt|saß)",
                "(?<verb>schriebst|riefst|gabst|sagtest|nahmst|gingst|kamst|bliebst|halfst|fragtest|stelltest|zeigtest|brachtest|batest|botst|legtest|wiederholtest|unterbrachst) du",
                "(?<verb>schriebst|riefst|gabst|nahmst|gingst|kamst|bliebst|halfst|brachtest|batest|botst|unterbrachst)",
                "dein (?:\\p{L}+ ){0,2}(?:kommentar|hinweis|vorschlag|skript|video|entwurf|beitrag)(?: [\\p{L}\\p{N}]+){0,6} (?<verb>zeigte|brachte|half|führte|ersparte|sparte|machte)"
            ),
            Effect: Signs.Words(
                "und (?:wir|ich|er|sie|es|unsere \\p{L}+|der \\p{L}+|die \\p{L}+|das \\p{L}+|\\p{Lu}\\p{L}+) (?:war|waren|hatte|hatten|fand|fanden|verlor|verloren|merkte|bekam|bekamen|ging|kam|kamen|ließ|wusste|musste|\\p{L}+te|\\p{L}+ten)",
                "ich (?:fühlte|verlor|hatte|fand|bekam|brauchte)",
                "wir (?:fingen|warteten|brauchten|verloren)",
                "weil du",
                "erstattet",
                "gekostet",
                "keine brauchte",
                "später",
                "so (?:wurde|konnte|konnten|blieb|war|hatte|haben|hatten|kam)*",
                "sodass",
                "so dass",
                "dadurch",
                "deshalb",
                "deswegen",
                "daher",
                "dank",
                "damit (?:niemand|er|sie|wir|alle|der|die)",
                "konnte*",
                "musste*",
                "müssen wir",
                "muss das",
                "hätte uns",
                "gespart",
                "verkürzt",
                "gekostet",
                "danach",
                "seitdem",
                "seit",
                "am ende",
                "endlich",
                "jetzt",
                "statt",
                "ohne rückfrage",
                "zum ersten mal",
                "bis (?:mittags|zum|spät)",
                "am (?:selben|nächsten) (?:tag|morgen|nachmittag|abend)",
                "dauerte",
                "wusste*",
                "nie (?:gesprochen|verloren)",
                "niemand mehr",
                @"\p{N}+ ?(?:%|prozent)",
                @"\p{N}+ ?(?:tage?|stunden?|minuten?) (?:später|früher|weniger|mehr)",
                "(?:sie|er|kunde|der kunde|das team|der build|die bewerberin|der ausschuss|ihre app|wir|drei|ihr bot|das gespräch|der abschluss|die entwicklung|genau ihre idee) (?:\\p{L}+ ){0,3}(?:unterschrieben|verlängert|entschuldigt|bedankt|verloren|verlor|fanden|bekamen|war|stürzte|rutschte|ging|sahen|beantwortet|behoben|geblieben|gebaut|haben|hatte|ist|drehte)",
                "ließ (?:uns|mich)"
            ),
            Judged: ["solltest", "könntest", "hättest", "wolltest", "musstest", "dürftest", "möchtest", "konntest"],
            Hearsay: Signs.Words(
                "(?:ich )?(?:habe )?(?:ich )?(?:von \\p{L}+ )?gehört",
                "man sagt",
                "man hört",
                "(?:jemand|\\p{L}+ kollege|\\p{L}+ kollegen|kollegen|die anderen|andere|alle|einige) (?:\\p{L}+ ){0,2}(?:erzählt|sagen|finden|meinen|denken|beschwert|sich)",
                "angeblich",
                "anscheinend",
                "es heißt",
                "mir wurde (?:\\p{L}+ )?(?:gesagt|erzählt|berichtet)",
                "gerücht*",
                "man (?:munkelt|erzählt|meint)",
                "jemand (?:\\p{L}+ ){0,4}(?:erwähnt|gesagt|erzählt|gemeint)*"
            ),
            Generalises: Signs.Words(
                "du (?:\\p{L}+ )?(?:immer|nie|ständig|dauernd)",
                "wie (?:immer|üblich)",
                "(?:er|sie) \\p{L}+ (?:immer|nie|ständig)",
                "immer zu",
                "dass du immer",
                "(?:gut|toll|super|klasse|prima|schlecht|schön|hervorragend|großartig) (?:gemacht|hinbekommen|gelöst|gemeistert|gelungen)"
            ),
            Reason: Signs.Words("für (?:den|die|das|deine|dein|deinen|eine|einen)(?: \\p{L}+)+", "weil", "dass du", "wie du", "als du")
        );
}
