using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Data;

/// <summary>The database in one SQLite file.</summary>
public sealed class SqliteData(DbContextOptions<SqliteData> options) : PerfSignalData(options);
