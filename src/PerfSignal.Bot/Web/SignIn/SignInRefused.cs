namespace PerfSignal.Bot.Web.SignIn;

/// <summary>A sign-in that ends without a session.</summary>
/// <param name="word">What the person is told, a word of the texts (`signin_problem_…`).</param>
/// <param name="detail">What the operator is told; never anything of a token.</param>
/// <param name="person">Whom the directory knows by what was proven, where it knows somebody.</param>
internal sealed class SignInRefusedException(string word, string detail, Guid? person = null) : Exception($"{word}: {detail}")
{
    public string Word => word;
    public string Detail => detail;
    public Guid? Person => person;

    /// <summary>Whether it belongs into the audit log: anybody may call the address without having begun a sign-in.</summary>
    public bool WasBegun { get; init; } = true;
}
