using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Data;

public sealed class PostgresData(DbContextOptions<PostgresData> options) : PerfSignalData(options);
