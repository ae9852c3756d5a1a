using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PerfSignal.Bot.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Places : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_SendId_State_Lane_Platform_NotBefore_Id",
                table: "Deliveries",
                columns: new[] { "SendId", "State", "Lane", "Platform", "NotBefore", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Deliveries_SendId_State_Lane_Platform_NotBefore_Id",
                table: "Deliveries");
        }
    }
}
