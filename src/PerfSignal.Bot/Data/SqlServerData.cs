using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Data;

public sealed class SqlServerData(DbContextOptions<SqlServerData> options) : PerfSignalData(options);
