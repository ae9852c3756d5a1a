using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PerfSignal.Bot.Data.Postgres.Migrations
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
                    Platform = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    Workspace = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    NextAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    PerSecond = table.Column<decimal>(type: "numeric(19,4)", precision: 19, scale: 4, nullable: false),
                    RaisedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DrawnBy = table.Column<Guid>(type: "uuid", nullable: false),
                    SharedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    DrawnAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
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
