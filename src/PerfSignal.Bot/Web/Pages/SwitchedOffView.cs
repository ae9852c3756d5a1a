using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>How far models are switched off, with who reads it.</summary>
/// <param name="Writer">The model; null where none is set up.</param>
public sealed record SwitchedOffView(SwitchedOff Off, string? Writer, Reader Reader);
