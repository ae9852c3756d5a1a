using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>Finds text that tells whoever summarises it what to write: that is no evidence of anything.</summary>
/// <remarks>
/// It looks for the form of an order, not for its goal, so it finds some harmless texts too; these are named in a draft without being quoted.
/// An order in other words is not found, which is why what it says is still held against every other rule.
/// </remarks>
public static partial class Orders
{
    public static bool Given(string text) => text.Length > 0 && (Fence().IsMatch(text) || IsOrder(Fold.Of(text)));

    private static bool IsOrder(string folded) => Order().IsMatch(folded) || Addressed().IsMatch(folded);

    [GeneratedRegex(@"[⟦⟧]|```|<<|>>|\[\[|\]\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fence();

    /// <summary>Verbs that ask for words, with what follows when it is the writer who is asked.</summary>
    private const string Speak =
        @"\b(?:writes?|say|states?|mention|claim|conclude|print|output|reply|respond|answer)\b(?:\W{0,3}\b(?:only|once|exactly|just|in the summary|down|with|back))*\s*(?:,?\s*that\b|:|[“„""‘'])"
        + @"|\b(?:report|note|insert|append|add|include)\b[^.!?]{0,20}?(?:\bthat p\d|[“„""]|\b(?:this|the) (?:sentence|line|text|words)\b)"
        + @"|\b(?:schreib|schreibe|sag|sage|erwahne|melde|behaupte|antworte|nenne|erganze|schliesse|ende|enden|wiederhole)\b(?:\W{0,3}\b(?:nur|einmal|genau|damit|mit|bitte))*\s*(?:,?\s*dass\b|:|[“„""‚'])"
        + @"|\bgib\b[^.!?]{0,40}\baus\b|\b(?:nimm|fuge)\b[^.!?]{0,30}\b(?:satz|zusammenfassung|text|entwurf)\b";

    /// <summary>Verbs of judging, said to the writer about a person.</summary>
    private const string Judge =
        @"(?:^|[.:!?,;]\s*|\b(?:and|und|please|bitte|must|should)\s+)(?:rate|score|grade|rank|compare|predict|diagnose|promise|promote|praise|fire|judge|bewerte|benote|ordne|vergleiche|diagnostiziere|versprich|befordere|beurteile|lobe)\s+(?:p\d+|him|her|them|this person|what|how|wie|was|ihn|sie|diese person)\b|\bsage? voraus\b";

    /// <summary>What is said to a machine.</summary>
    private const string Machine =
        @"\b(?:system|assistant|assistent|developer|user|model|modell)\s*[:>""]|\b(?:an|the|fur|for|to|dear|hey|liebe[srn]?|lieber)\s+(?:(?:die|den|das|the|dear)\s+)?(?:ai|ki|assistant|assistenten?|chatbot|llm|gpt|language model|sprachmodell|model|modell|summari[sz]er)\b|\byou are (?:now|no longer|a (?:language )?model|an ai|dan)\b|\bif you are a (?:language )?model\b|\bdu bist (?:jetzt|nun|ab sofort|ein sprachmodell|eine ki)\b|\bwenn du (?:ein sprachmodell|eine ki)\b|\b(?:act as|pretend|role-?play|jailbreak|developer mode|tu so)\b|\bi am (?:the|your) (?:admin\w*|developer|owner|system)\b|\bich bin (?:der|die|dein\w*) (?:admin\w*|entwickler\w*|betreiber\w*)\b";

    /// <summary>What is said about rules, prompts and the summary itself.</summary>
    private const string Rules =
        @"\b(?:ignore|disregard|forget|override|bypass|ignoriere?|missachte|vergiss|umgehe)\b[^.!?]{0,40}\b(?:instruction\w*|rules?|previous|above|prompts?|everything|all|guard|anweisung\w*|regeln?|bisher\w*|vorherig\w*|alles|prufung)\b|\bnew rules?\b|\b(?:this|diese[rnms]?) (?:summary|draft|write-?up|zusammenfassung|entwurf)\b|\bneue regeln?\b|\bsystem ?prompt\w*|\bwords above\b|\bend of (?:evidence|data|input|document|prompt)\b|\b(?:the|your|this) (?:summary|draft|answer|output) (?:must|should|has to|shall|needs to)\b|\b(?:die|deine|diese) (?:zusammenfassung|antwort|ausgabe) (?:muss|soll|hat)\b|\bwhen(?:ever)? you (?:summari[sz]e|write|draft|process)\b|\bwenn du (?:das|dies|es) (?:zusammenfasst|schreibst|verarbeitest)\b|\b(?:repeat after me|sprich mir nach|complete the sentence|vervollstandige den satz)\b|\b(?:base64|rot13)\b|\b(?:decode|entschlussle) (?:and|und)\b|\b(?:cite|belege es mit|zitiere) e\d|\b(?:raw json|markdown (?:table|format)|as json|als json)\b|\b(?:answer|respond|reply|write|continue|antworte|schreibe?)\b[^.!?]{0,20}\b(?:in|auf) (?:french|german|english|spanish|capitals|rhymes|franzosisch|deutsch|englisch|spanisch)\b|""\s*(?:role|content|words|evidence|kind)\s*""\s*:";

    /// <summary>Names of the text that is being written, of who writes it and of who will read it.</summary>
    private const string Draft =
        @"\b(?:summar(?:y|ies|i[sz]\w*)|recap\w*|synopsis|tl;dr|write-?up|(?:the|this|your|a|every|each|all) drafts?|drafts (?:must|should|shall)|(?:the|your) readers?|assistant|language model|chatbot|llm|verbatim|word for word|condens\w*|(?:the|a|your|this) (?:phrase|wording|words|(?:opening|closing|first|last) (?:line|sentence|words?))|your (?:text|job|task|output)|(?:the|this) line|zusammenfass\w*|zusammengefasst\w*|kurzfassung|(?:im|den|dem|der|dein\w*|jede\w*) (?:entwurf|entwurfs|text|texts)|sprachmodell\w*|an die ki|assistent\w*|(?:der|die|den|dem) leser\w*|verfasser\w*|wortlich|(?:an den|am) (?:anfang|schluss)|(?:erste|letzte|abschliessende)\w* satz|dein\w* (?:aufgabe|text|auftrag)|formulierung|wortlaut)\b";

    /// <summary>What asks for something to be done or believed.</summary>
    private const string Ask =
        @"\b(?:please|kindly|must|should|shall|has to|needs? to|carry|carries|put|open|start|end|begin|close|include|insert|replace|swap|use|make|have|let|leave|learns?|believes?|thinks?|remember|tell|bitte|soll\w*|muss|mussen|moge|mogen|stelle?|lasst?|lass|ersetze?|tausche?|unterbring\w*|aufnehm\w*|festhalten|steht|passt|glaub\w*|erfahr\w*|betone?|verwende?|benutze?|setze?|fang\w*|beginn\w*)\b";

    /// <summary>
    /// Whoever speaks of the draft and of what is to be done, or of a person by the name that only its writer reads, speaks to its writer;
    /// and so does who changes what it was told.
    /// </summary>
    [GeneratedRegex(
        @"\A(?=[\s\S]*"
            + Draft
            + @")(?=[\s\S]*(?:"
            + Ask
            + @"|\bp\d+\b))"
            + @"|\b(?:from (?:now|here) on|starting now|ab (?:jetzt|hier|sofort))\b[^.!?]{0,40}\b(?:you|your|job|task|du|dein\w*|aufgabe|summar\w*|zusammenfass\w*)\b"
            + @"|\b(?:forget|never mind|vergiss|vergesst|was immer)\b[^.!?]{0,40}\b(?:you were|told|asked|dir|man dich|aufgetragen|gesagt)\b"
            + @"|\b(?:replace|swap|change|ersetze?|tausche?|andere)\b[^.!?]{0,40}\b(?:figures?|values?|numbers?|cycle time|zahl\w*|werte?|durchlaufzeit)\b[^.!?]{0,40}\b(?:by|with|to|for|durch|gegen|auf)\s+\d",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Addressed();

    [GeneratedRegex(Speak + "|" + Judge + "|" + Machine + "|" + Rules, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Order();
}
