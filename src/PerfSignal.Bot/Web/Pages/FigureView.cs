using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>A figure on a page, under an id that is unique there.</summary>
public sealed record FigureView(string Id, Figure Figure)
{
    /// <summary>The colour of the position's chip; what is contested takes no side.</summary>
    public static string ChipOf(Figure figure) =>
        figure.Contested
            ? ""
            : figure.Position switch
            {
                Position.WellAbove or Position.Above => "chip-good",
                Position.Below => "chip-bad",
                _ => "",
            };
}
