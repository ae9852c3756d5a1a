using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.People;

/// <summary>Whom an account that could not be matched is likely to be: a suggestion for HR, never a match by itself.</summary>
public sealed class LikelyPeople(PerfSignalData data, Accounts accounts, Directory directory)
{
    /// <summary>Whom the directory names, else the only one with the same beginning of an address, else the only one of the same name.</summary>
    public async Task<Person?> Of(ChatAccount account, CancellationToken ct)
    {
        if (await accounts.Named(account, ct) is { } named)
        {
            return await directory.Find(named, ct, departedToo: true);
        }

        foreach (var address in new[] { account.Email, account.PrincipalName }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            // A guest's name to sign in with is ana_partner.com#EXT#@home.onmicrosoft.com, which begins like nobody.
            if (address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && await Only(Like(address[..(at + 1)]), ct) is { } person)
            {
                return person;
            }
        }

        if (account.Name is not { Length: > 0 } name)
        {
            return null;
        }

        var key = Person.KeyOf(name);
        return await Only(data.People.Where(person => person.NameKey == key), ct);
    }

    /// <summary>Somebody who works here by their address.</summary>
    public Task<Person?> Named(string email, CancellationToken ct) => directory.ByEmail(email, ct);

    private IQueryable<Person> Like(string beginning) => data.People.Where(person => person.Email.StartsWith(beginning));

    private async Task<Person?> Only(IQueryable<Person> people, CancellationToken ct) =>
        await people.OrderBy(person => person.Id).Take(2).ToListAsync(ct) is [var only] ? await directory.Find(only.Id, ct) : null;
}
