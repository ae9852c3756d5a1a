using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PerfSignal.Bot.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Broadcasts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What the version before had on its way may have arrived.
            migrationBuilder.Sql("UPDATE Deliveries SET BegunAt = LeaseUntil WHERE LeaseUntil IS NOT NULL AND Platform IS NOT NULL;");

            migrationBuilder.DropPrimaryKey(
                name: "PK_PlatformHold",
                table: "PlatformHold");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_SendId_State_NotBefore",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_State_Lane_NotBefore",
                table: "Deliveries");

            migrationBuilder.AddColumn<DateTime>(
                name: "ReopenedAt",
                table: "StepsDone",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReopenedBy",
                table: "StepsDone",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Version",
                table: "StepsDone",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<DateTime>(
                name: "CancelledAt",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ClosedAt",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Retracts",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RetryFailedBefore",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RetryUntil",
                table: "Sends",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Workspace",
                table: "PlatformHold",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "HeldUntil",
                table: "Paces",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RejectedAt",
                table: "Paces",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "RejectedPace",
                table: "Paces",
                type: "TEXT",
                precision: 12,
                scale: 6,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Used",
                table: "Paces",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Fallback",
                table: "Drafts",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "PersonId",
                table: "DraftingSwitches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RetriedAt",
                table: "Deliveries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Workspace",
                table: "Deliveries",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EditedAt",
                table: "Broadcasts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "EditsSpread",
                table: "Broadcasts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Notice",
                table: "Broadcasts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ProposedBy",
                table: "Broadcasts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProposedDe",
                table: "Broadcasts",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProposedEn",
                table: "Broadcasts",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Remark",
                table: "Broadcasts",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RetractedAt",
                table: "Broadcasts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_PlatformHold",
                table: "PlatformHold",
                columns: new[] { "Platform", "Workspace" });

            migrationBuilder.CreateTable(
                name: "ModelUses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ManagerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TokensIn = table.Column<int>(type: "INTEGER", nullable: false),
                    TokensOut = table.Column<int>(type: "INTEGER", nullable: false),
                    Milliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Kept = table.Column<int>(type: "INTEGER", nullable: false),
                    Refused = table.Column<int>(type: "INTEGER", nullable: false),
                    Refusals = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Fallback = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModelUses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ModelUses_People_ManagerId",
                        column: x => x.ManagerId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StepEscalations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StepId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DoerId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ToldId = table.Column<Guid>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StepEscalations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StepEscalations_CycleSteps_StepId",
                        column: x => x.StepId,
                        principalTable: "CycleSteps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StepEscalations_People_DoerId",
                        column: x => x.DoerId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StepEscalations_People_ToldId",
                        column: x => x.ToldId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "StepNudges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StepId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Announced = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StepNudges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StepNudges_CycleSteps_StepId",
                        column: x => x.StepId,
                        principalTable: "CycleSteps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StepNudges_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StepsDone_ReopenedBy",
                table: "StepsDone",
                column: "ReopenedBy");

            migrationBuilder.CreateIndex(
                name: "IX_Sends_Retracts",
                table: "Sends",
                column: "Retracts");

            migrationBuilder.CreateIndex(
                name: "IX_DraftingSwitches_PersonId",
                table: "DraftingSwitches",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_SendId_State_Lane_NotBefore_Id",
                table: "Deliveries",
                columns: new[] { "SendId", "State", "Lane", "NotBefore", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_State_EndedAt",
                table: "Deliveries",
                columns: new[] { "State", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_State_SendId_OfId",
                table: "Deliveries",
                columns: new[] { "State", "SendId", "OfId" });

            migrationBuilder.CreateIndex(
                name: "IX_Broadcasts_ProposedBy",
                table: "Broadcasts",
                column: "ProposedBy");

            migrationBuilder.CreateIndex(
                name: "IX_ModelUses_At",
                table: "ModelUses",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ModelUses_ManagerId_At",
                table: "ModelUses",
                columns: new[] { "ManagerId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_StepEscalations_DoerId",
                table: "StepEscalations",
                column: "DoerId");

            migrationBuilder.CreateIndex(
                name: "IX_StepEscalations_StepId_DoerId_ToldId_On",
                table: "StepEscalations",
                columns: new[] { "StepId", "DoerId", "ToldId", "On" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StepEscalations_ToldId_On",
                table: "StepEscalations",
                columns: new[] { "ToldId", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_StepNudges_PersonId_On",
                table: "StepNudges",
                columns: new[] { "PersonId", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_StepNudges_StepId_PersonId_On",
                table: "StepNudges",
                columns: new[] { "StepId", "PersonId", "On" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Broadcasts_People_ProposedBy",
                table: "Broadcasts",
                column: "ProposedBy",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_DraftingSwitches_People_PersonId",
                table: "DraftingSwitches",
                column: "PersonId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_StepsDone_People_ReopenedBy",
                table: "StepsDone",
                column: "ReopenedBy",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Broadcasts_People_ProposedBy",
                table: "Broadcasts");

            migrationBuilder.DropForeignKey(
                name: "FK_DraftingSwitches_People_PersonId",
                table: "DraftingSwitches");

            migrationBuilder.DropForeignKey(
                name: "FK_StepsDone_People_ReopenedBy",
                table: "StepsDone");

            migrationBuilder.DropTable(
                name: "ModelUses");

            migrationBuilder.DropTable(
                name: "StepEscalations");

            migrationBuilder.DropTable(
                name: "StepNudges");

            migrationBuilder.DropIndex(
                name: "IX_StepsDone_ReopenedBy",
                table: "StepsDone");

            migrationBuilder.DropIndex(
                name: "IX_Sends_Retracts",
                table: "Sends");

            migrationBuilder.DropPrimaryKey(
                name: "PK_PlatformHold",
                table: "PlatformHold");

            migrationBuilder.DropIndex(
                name: "IX_DraftingSwitches_PersonId",
                table: "DraftingSwitches");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_SendId_State_Lane_NotBefore_Id",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_State_EndedAt",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_State_SendId_OfId",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Broadcasts_ProposedBy",
                table: "Broadcasts");

            migrationBuilder.DropColumn(
                name: "ReopenedAt",
                table: "StepsDone");

            migrationBuilder.DropColumn(
                name: "ReopenedBy",
                table: "StepsDone");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "StepsDone");

            migrationBuilder.DropColumn(
                name: "CancelledAt",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "ClosedAt",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "Retracts",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "RetryFailedBefore",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "RetryUntil",
                table: "Sends");

            migrationBuilder.DropColumn(
                name: "Workspace",
                table: "PlatformHold");

            migrationBuilder.DropColumn(
                name: "HeldUntil",
                table: "Paces");

            migrationBuilder.DropColumn(
                name: "RejectedAt",
                table: "Paces");

            migrationBuilder.DropColumn(
                name: "RejectedPace",
                table: "Paces");

            migrationBuilder.DropColumn(
                name: "Used",
                table: "Paces");

            migrationBuilder.DropColumn(
                name: "Fallback",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "PersonId",
                table: "DraftingSwitches");

            migrationBuilder.DropColumn(
                name: "RetriedAt",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "Workspace",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "EditedAt",
                table: "Broadcasts");

            migrationBuilder.DropColumn(
                name: "EditsSpread",
                table: "Broadcasts");

            migrationBuilder.DropColumn(
                name: "Notice",
                table: "Broadcasts");

            migrationBuilder.DropColumn(
                name: "ProposedBy",
                table: "Broadcasts");

            migrationBuilder.DropColumn(
                name: "ProposedDe",
                table: "Broadcasts");

            migrationBuilder.DropColumn(
                name: "ProposedEn",
                table: "Broadcasts");

            migrationBuilder.DropColumn(
                name: "Remark",
                table: "Broadcasts");

            migrationBuilder.DropColumn(
                name: "RetractedAt",
                table: "Broadcasts");

            migrationBuilder.AddPrimaryKey(
                name: "PK_PlatformHold",
                table: "PlatformHold",
                column: "Platform");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_SendId_State_NotBefore",
                table: "Deliveries",
                columns: new[] { "SendId", "State", "NotBefore" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_State_Lane_NotBefore",
                table: "Deliveries",
                columns: new[] { "State", "Lane", "NotBefore" });
        }
    }
}
