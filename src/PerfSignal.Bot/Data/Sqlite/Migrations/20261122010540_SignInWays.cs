using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PerfSignal.Bot.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SignInWays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "How",
                table: "WebSession",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "Demo");

            migrationBuilder.CreateTable(
                name: "SpentSignIns",
                columns: table => new
                {
                    Digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpentSignIns", x => x.Digest);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SpentSignIns_EndsAt",
                table: "SpentSignIns",
                column: "EndsAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SpentSignIns");

            migrationBuilder.DropColumn(
                name: "How",
                table: "WebSession");
        }
    }
}
