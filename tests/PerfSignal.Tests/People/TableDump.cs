using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Tests.People;

/// <summary>Every row of every table as text, to see that nothing changed.</summary>
internal static class TableDump
{
    public static string Of(PerfSignalData data)
    {
        var text = new StringBuilder();
        data.Database.OpenConnection();
        foreach (
            var table in data
                .Model.GetEntityTypes()
                .Select(type => type.GetTableName())
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal)
        )
        {
            using var command = data.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
            {
                rows.Add(
                    string.Join(
                        '|',
                        Enumerable
                            .Range(0, reader.FieldCount)
                            .Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))
                    )
                );
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"{table} {string.Join('\n', rows.Order(StringComparer.Ordinal))}");
        }

        data.Database.CloseConnection();
        return text.ToString();
    }
}
