using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>A figure on a page, under an id that is unique there.</summary>
public sealed record FigureView(string Id, Figure Figure);
