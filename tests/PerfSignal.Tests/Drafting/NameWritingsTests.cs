using PerfSignal.Core.Drafting;

namespace PerfSignal.Tests.Drafting;

/// <summary>Names in other scripts, in one word or two, beside digits, with what shows nothing in them; and what only looks like a name.</summary>
public sealed class NameWritingsTests
{
    private static readonly Guid Maya = Guid.CreateVersion7();
    private static readonly Guid Ana = Guid.CreateVersion7();

    private static readonly KnownPerson[] People =
    [
        Known("Maya Brandt", "maya@example.com"),
        new(Ana, "Ana Sousa", ["ana@example.com", "5d0f4c6e-1111-4222-8333-444455556666"]) { AlsoCalled = ["Nita"] },
        Known("Al Green"),
        Known("Ben Le"),
        Known("Connor McDonald"),
        Known("Hans-Jürgen Kühn", "jk@example.com", "l.zak@example.com"),
        Known("Grace Miller"),
        Known("Li Bo"),
        Known("王芳"),
        Known("佐藤 健"),
        Known("김민수"),
        Known("Анна Иванова"),
        Known("Γιώργος Παππάς"),
        Known("שרה לוי"),
        Known("גל כהן"),
        Known("Link D'Angelo"),
        Known("Ole Vandenberg"),
    ];

    [Theory]
    [InlineData("Al did, Al Green too", "P3 did, P3 too")]
    [InlineData("ask Ben Le or Le", "ask P3 or P3")]
    [InlineData("pasta al dente, le plan", "pasta al dente, le plan")]
    [InlineData("Mc Donald, Mcdonald, McDonald's", "P3, P3, P3's")]
    [InlineData("Van den Berg is nobody, Van Denberg is", "Van den Berg is nobody, P3 is")]
    [InlineData("Hansjürgen, Hans-Juergen, HansJuergen", "P3, P3, P3")]
    [InlineData("Dangelo did", "P3 did")]
    [InlineData("grace miller did it with grace", "P3 did it with grace")]
    [InlineData("li bo did, an li", "P3 did, an li")]
    [InlineData("Lis Plan", "P3s Plan")]
    [InlineData("sousaana, sousaa, AnaSousaReview", "P2, P2, P2 Review")]
    [InlineData("Nita did", "P2 did")]
    [InlineData("ana2 and 3ana", "P2 2 and 3 P2")]
    [InlineData("Anaʼs runbook", "P2’s runbook")]
    [InlineData("A\u0001na, A\u3164na, A\u034fna, A\ue000na, A\u2060na", "P2, P2, P2, P2, P2")]
    [InlineData("Aňa and \uff21\uff4e\uff41", "P2 and P2")]
    [InlineData("\u0410n\u0430 in letters that look alike", "P2 in letters that look alike")]
    [InlineData("Hans-J&uuml;rgen K&uuml;hn", "P3")]
    [InlineData("cc:jk, jk-team, cc:l.zak", "cc:P3, P3-team, cc:P3")]
    [InlineData("jk\uff20example.com", "P3")]
    [InlineData("{5D0F4C6E-1111-4222-8333-444455556666}", "P2")]
    [InlineData("5d0f4c6e111142228333444455556666", "P2")]
    [InlineData("0123456789abcdef0123456789abcdef", "[id]")]
    [InlineData("4711471147 and 29:0a1b2c3d4e5f of nobody", "[id] and [id] of nobody")]
    [InlineData("0d0f4c6e-1111-4222-8333-444455556666 and {0d0f4c6e-1111-4222-8333-444455556666}", "[id] and [id]")]
    [InlineData("U0AAAAAAAAA, <@W0AAAAAAAAA|zed>", "[id], [id]")]
    [InlineData("www.example.com/zed", "[link]")]
    [InlineData("Ana\u00a0Sousa, Sousa-Ana, A\u0301na", "P2, P2, P2")]
    [InlineData("see https://example.com/x with Link", "see [link] with P3")]
    [InlineData("谢谢王芳的帮助", "谢谢 P3 的帮助")]
    [InlineData("王 芳", "P3")]
    [InlineData("佐藤さん、佐藤健", "P3 さん、P3")]
    [InlineData("김민수님이", "P3 님이")]
    [InlineData("с Анной, Ивановой, Анне Ивановой", "с P3, P3, P3")]
    [InlineData("Γιώργο", "P3")]
    [InlineData("שרה, לוי", "P3, P3")]
    [InlineData("גל", "P3")]
    [InlineData("健さん", "P3 さん")]
    public void A_name_is_found_however_it_is_written(string text, string masked) => Mask().Mask(text).ShouldBe(masked);

    [Fact]
    public void A_name_of_several_is_nobodys_alone()
    {
        var mask = new NameMask([.. People, Known("Al Stone"), Known("Ana Green")], Known("Eve Stranger").Id, Known("Dan Standin").Id);
        mask.Mask("Al did, Al Green did").ShouldBe("P3 did, P4 did");
        (mask.Names["P3"], mask.Names["P4"]).ShouldBe(("Al", "Al Green"));
    }

    [Theory]
    [InlineData("Al did, Green did, Al Stone did", "P2 did, P2 did, P3 did")]
    [InlineData("it is so: Team and office", "it is so: Team and office")]
    public void A_name_that_the_report_shares_is_the_reports(string text, string masked)
    {
        var (al, team) = (Known("Al Green"), Known("Rita Roe", "it@example.com", "team@example.com", "office@example.com"));
        new NameMask([al, Known("Al Stone"), team], Maya, al.Id).Mask(text).ShouldBe(masked);
    }

    [Fact]
    public void A_particle_that_is_a_name_is_one_with_a_capital_only() =>
        new NameMask([.. People, Known("Linh Van")], Maya, Ana).Mask("the van, a plan of Van").ShouldBe("the van, a plan of P3");

    private static NameMask Mask() => new(People, Maya, Ana);

    private static KnownPerson Known(string name, params string[] ids) =>
        new(name.StartsWith("Maya", StringComparison.Ordinal) ? Maya : Guid.CreateVersion7(), name, ids);
}
