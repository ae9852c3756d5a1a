using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PerfSignal.Bot.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Paces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Paces",
                columns: table => new
                {
                    Platform = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Workspace = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    NextAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PerSecond = table.Column<decimal>(type: "decimal(19,4)", precision: 19, scale: 4, nullable: false),
                    RaisedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DrawnBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SharedUntil = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DrawnAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Paces", x => new { x.Platform, x.Workspace });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Paces");
        }
    }
}
