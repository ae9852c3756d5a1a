namespace PerfSignal.Core.Conversing;

/// <summary>Marks a value of a card's model that people wrote: cards show it where no Markdown is read.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WrittenAttribute : Attribute;
