using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Protection;

/// <summary>Keeps the keys that protect cookies and tokens in the database, so that every node reads what another has written.</summary>
internal sealed class KeyRepository(IServiceScopeFactory scopes, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        return data.Set<DataProtectionKeyRow>().Select(row => row.Xml).ToList().ConvertAll(XElement.Parse);
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        data.Add(
            new DataProtectionKeyRow
            {
                Id = clock.NewId(),
                FriendlyName = friendlyName,
                Xml = element.ToString(SaveOptions.DisableFormatting),
                StoredAt = clock.Now(),
            }
        );
        data.SaveChanges();
    }
}
