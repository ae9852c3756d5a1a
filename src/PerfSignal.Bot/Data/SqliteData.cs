using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Data;

public sealed class SqliteData(DbContextOptions<SqliteData> options) : PerfSignalData(options);
