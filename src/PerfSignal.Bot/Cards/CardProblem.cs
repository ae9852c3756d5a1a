namespace PerfSignal.Bot.Cards;

/// <summary>Something the lint found wrong in a card.</summary>
public sealed record CardProblem(string File, int Line, string Problem)
{
    public override string ToString() => $"{File}, line {Line}: {Problem}";
}
