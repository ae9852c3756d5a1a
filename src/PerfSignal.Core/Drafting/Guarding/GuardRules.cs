namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>Every rule of the guard, in the order in which they are asked.</summary>
public static class GuardRules
{
    public static IReadOnlyList<IGuardRule> All { get; } =
    [
        new NoEvidence(),
        new UnknownEvidence(),
        new TooMuchEvidence(),
        new TooLong(),
        new TooShort(),
        new TooMany(),
        new Repeated(),
        new ControlCharacters(),
        new ForeignScript(),
        new Markup(),
        new Links(),
        new StructuredText(),
        new SpelledApart(),
        new PromptText(),
        .. RefusedWords.Categories.Select(category => new WordRule(category)),
        new Comparison(),
        new OtherPeople(),
        new Verdict(),
        new Absolutes(),
        new UnknownName(),
        new InventedQuotation(),
        new WrongDate(),
        new WrongNumber(),
        new UnknownCode(),
        new WrongSide(),
        new WrongLimit(),
        new WrongDirection(),
        new Overruled(),
        new WrongState(),
        new WrongLanguage(),
        new Denial(),
        new Cause(),
        new WrongSpeaker(),
        new Hearsay(),
        new Unsupported(),
        new Unrelated(),
    ];
}
