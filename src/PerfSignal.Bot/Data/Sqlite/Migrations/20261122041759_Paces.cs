using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PerfSignal.Bot.Data.Sqlite.Migrations
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
                    Platform = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Workspace = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PerSecond = table.Column<decimal>(type: "TEXT", precision: 19, scale: 4, nullable: false),
                    RaisedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DrawnBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    SharedUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DrawnAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
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
