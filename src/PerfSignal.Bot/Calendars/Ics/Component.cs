namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>A component between BEGIN and END with its kept properties, not yet understood.</summary>
internal sealed class Component(string name, int line)
{
    public string Name { get; } = name;
    public int Line { get; } = line;
    public List<ContentLine> Lines { get; } = [];
    public List<Component> Children { get; } = [];

    /// <summary>The only property of that name, or null.</summary>
    /// <exception cref="IcsException">There are two of them.</exception>
    public ContentLine? One(string property)
    {
        ContentLine? found = null;
        foreach (var next in All(property))
        {
            found = found is null ? next : throw next.Wrong($"{property} is given twice in this {Name}; keep one.");
        }

        return found;
    }

    public ContentLine Required(string property) => One(property) ?? throw new IcsException(Line, $"this {Name} has no {property}; add it.");

    public IEnumerable<ContentLine> All(string property) => Lines.Where(item => item.Name == property);
}
