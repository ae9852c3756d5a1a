namespace PerfSignal.Core.Briefs;

/// <summary>Where the pages are that show everything; both empty while the web is off. A link carries no authority.</summary>
/// <param name="Me">Absolute address of one's own page.</param>
/// <param name="Team">Absolute address of the team's page.</param>
public sealed record BriefLinks(string Me, string Team)
{
    public static readonly BriefLinks None = new("", "");

    /// <summary>The pages under the setting `Web:PublicUrl`.</summary>
    public static BriefLinks Under(Uri? publicUrl) =>
        publicUrl is null ? None : new(publicUrl.AbsoluteUri.TrimEnd('/') + "/me", publicUrl.AbsoluteUri.TrimEnd('/') + "/team");
}
