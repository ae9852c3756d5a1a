using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PerfSignal.Bot.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class OpenCommitmentsByDay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Commitment_State_DueOn",
                table: "Commitment");

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_DueOn_State",
                table: "Commitment",
                columns: new[] { "DueOn", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Commitment_DueOn_State",
                table: "Commitment");

            migrationBuilder.CreateIndex(
                name: "IX_Commitment_State_DueOn",
                table: "Commitment",
                columns: new[] { "State", "DueOn" });
        }
    }
}
