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
            migrationBuilder.DropPrimaryKey(
                name: "PK_PlatformHold",
                table: "PlatformHold");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_State_Lane_NotBefore",
                table: "Deliveries");

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
                name: "BegunAt",
                table: "Deliveries",
                type: "TEXT",
                nullable: true);

            // What the version before had on its way may have arrived.
            migrationBuilder.Sql("UPDATE Deliveries SET BegunAt = LeaseUntil WHERE LeaseUntil IS NOT NULL AND Platform IS NOT NULL;");

            migrationBuilder.AddColumn<DateTime>(
                name: "RetriedAt",
                table: "Deliveries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SendId",
                table: "Deliveries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Workspace",
                table: "Deliveries",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            // Built anew, the tables have the columns as the model has them, without the defaults for rows that were there.
            migrationBuilder.AlterColumn<int>(
                name: "Used",
                table: "Paces",
                type: "INTEGER",
                nullable: false,
                oldClrType: typeof(int),
                oldType: "INTEGER",
                oldDefaultValue: 0);

            migrationBuilder.AddPrimaryKey(
                name: "PK_PlatformHold",
                table: "PlatformHold",
                columns: new[] { "Platform", "Workspace" });

            migrationBuilder.CreateTable(
                name: "Broadcasts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Template = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    TextEn = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    TextDe = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Audience = table.Column<string>(type: "TEXT", maxLength: 200000, nullable: false),
                    Timing = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    OnDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AtTime = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    Zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ExpiresAfterHours = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ApprovedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ApprovedCount = table.Column<int>(type: "INTEGER", nullable: true),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Edits = table.Column<int>(type: "INTEGER", nullable: false),
                    EditsSpread = table.Column<int>(type: "INTEGER", nullable: false),
                    EditedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ProposedEn = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ProposedDe = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ProposedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    RetractedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Notice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Broadcasts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Broadcasts_People_ApprovedBy",
                        column: x => x.ApprovedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Broadcasts_People_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Broadcasts_People_ProposedBy",
                        column: x => x.ProposedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "PilotWaves",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RoleFamilies = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    Departments = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PilotWaves", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PilotWaves_People_CreatedBy",
                        column: x => x.CreatedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReviewCycles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Departments = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    RoleFamilies = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    NudgeDaysBefore = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NudgeEveryDays = table.Column<int>(type: "INTEGER", nullable: false),
                    MostNudges = table.Column<int>(type: "INTEGER", nullable: false),
                    EscalateAfterDays = table.Column<int>(type: "INTEGER", nullable: true),
                    EscalateEveryDays = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewCycles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReviewCycles_People_CreatedBy",
                        column: x => x.CreatedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Sends",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Retracts = table.Column<Guid>(type: "TEXT", nullable: true),
                    Paused = table.Column<bool>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RetryFailedBefore = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RetryUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sends", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CycleSteps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CycleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Doer = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Due = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleSteps", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CycleSteps_ReviewCycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "ReviewCycles",
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

            migrationBuilder.CreateTable(
                name: "StepsDone",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StepId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DoneBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReopenedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReopenedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StepsDone", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StepsDone_CycleSteps_StepId",
                        column: x => x.StepId,
                        principalTable: "CycleSteps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StepsDone_People_DoneBy",
                        column: x => x.DoneBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StepsDone_People_ReopenedBy",
                        column: x => x.ReopenedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_StepsDone_People_SubjectId",
                        column: x => x.SubjectId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "IX_Broadcasts_ApprovedBy",
                table: "Broadcasts",
                column: "ApprovedBy");

            migrationBuilder.CreateIndex(
                name: "IX_Broadcasts_AuthorId",
                table: "Broadcasts",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Broadcasts_ProposedBy",
                table: "Broadcasts",
                column: "ProposedBy");

            migrationBuilder.CreateIndex(
                name: "IX_Broadcasts_State_NextAt",
                table: "Broadcasts",
                columns: new[] { "State", "NextAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CycleSteps_CycleId_Position",
                table: "CycleSteps",
                columns: new[] { "CycleId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_ModelUses_At",
                table: "ModelUses",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ModelUses_ManagerId_At",
                table: "ModelUses",
                columns: new[] { "ManagerId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_PilotWaves_CreatedBy",
                table: "PilotWaves",
                column: "CreatedBy");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCycles_CreatedBy",
                table: "ReviewCycles",
                column: "CreatedBy");

            migrationBuilder.CreateIndex(
                name: "IX_ReviewCycles_State",
                table: "ReviewCycles",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_Sends_EndedAt",
                table: "Sends",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Sends_Retracts",
                table: "Sends",
                column: "Retracts");

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

            migrationBuilder.CreateIndex(
                name: "IX_StepsDone_DoneBy",
                table: "StepsDone",
                column: "DoneBy");

            migrationBuilder.CreateIndex(
                name: "IX_StepsDone_ReopenedBy",
                table: "StepsDone",
                column: "ReopenedBy");

            migrationBuilder.CreateIndex(
                name: "IX_StepsDone_StepId_SubjectId",
                table: "StepsDone",
                columns: new[] { "StepId", "SubjectId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StepsDone_SubjectId",
                table: "StepsDone",
                column: "SubjectId");

            migrationBuilder.AddForeignKey(
                name: "FK_Deliveries_Sends_SendId",
                table: "Deliveries",
                column: "SendId",
                principalTable: "Sends",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_DraftingSwitches_People_PersonId",
                table: "DraftingSwitches",
                column: "PersonId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Deliveries_Sends_SendId",
                table: "Deliveries");

            migrationBuilder.DropForeignKey(
                name: "FK_DraftingSwitches_People_PersonId",
                table: "DraftingSwitches");

            migrationBuilder.DropTable(
                name: "Broadcasts");

            migrationBuilder.DropTable(
                name: "ModelUses");

            migrationBuilder.DropTable(
                name: "PilotWaves");

            migrationBuilder.DropTable(
                name: "Sends");

            migrationBuilder.DropTable(
                name: "StepEscalations");

            migrationBuilder.DropTable(
                name: "StepNudges");

            migrationBuilder.DropTable(
                name: "StepsDone");

            migrationBuilder.DropTable(
                name: "CycleSteps");

            migrationBuilder.DropTable(
                name: "ReviewCycles");

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
                name: "BegunAt",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "RetriedAt",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "SendId",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "Workspace",
                table: "Deliveries");

            migrationBuilder.AddPrimaryKey(
                name: "PK_PlatformHold",
                table: "PlatformHold",
                column: "Platform");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_State_Lane_NotBefore",
                table: "Deliveries",
                columns: new[] { "State", "Lane", "NotBefore" });
        }
    }
}
