using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PerfSignal.Bot.Data.Postgres.Migrations
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
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AlterColumn<decimal>(
                name: "PerSecond",
                table: "Paces",
                type: "numeric(12,6)",
                precision: 12,
                scale: 6,
                nullable: false,
                oldClrType: typeof(decimal),
                oldType: "numeric(19,4)",
                oldPrecision: 19,
                oldScale: 4);

            migrationBuilder.AlterColumn<string>(
                name: "Workspace",
                table: "Paces",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64,
                oldCollation: "C");

            migrationBuilder.AddColumn<DateTime>(
                name: "HeldUntil",
                table: "Paces",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RejectedAt",
                table: "Paces",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "RejectedPace",
                table: "Paces",
                type: "numeric(12,6)",
                precision: 12,
                scale: 6,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Used",
                table: "Paces",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Fallback",
                table: "Drafts",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<Guid>(
                name: "PersonId",
                table: "DraftingSwitches",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "BegunAt",
                table: "Deliveries",
                type: "timestamp with time zone",
                nullable: true);

            // What the version before had on its way may have arrived.
            migrationBuilder.Sql(@"UPDATE ""Deliveries"" SET ""BegunAt"" = ""LeaseUntil"" WHERE ""LeaseUntil"" IS NOT NULL AND ""Platform"" IS NOT NULL;");

            migrationBuilder.AddColumn<DateTime>(
                name: "RetriedAt",
                table: "Deliveries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SendId",
                table: "Deliveries",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Workspace",
                table: "Deliveries",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                collation: "C");

            migrationBuilder.AddPrimaryKey(
                name: "PK_PlatformHold",
                table: "PlatformHold",
                columns: new[] { "Platform", "Workspace" });

            migrationBuilder.CreateTable(
                name: "Broadcasts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Template = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    TextEn = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    TextDe = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    Link = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    Audience = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false, collation: "C"),
                    Timing = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    OnDate = table.Column<DateOnly>(type: "date", nullable: true),
                    AtTime = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    Zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    ExpiresAfterHours = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ApprovedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ApprovedCount = table.Column<int>(type: "integer", nullable: true),
                    NextAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Edits = table.Column<int>(type: "integer", nullable: false),
                    EditsSpread = table.Column<int>(type: "integer", nullable: false),
                    EditedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ProposedEn = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    ProposedDe = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    ProposedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    RetractedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Notice = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    Remark = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true, collation: "C"),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ManagerId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Model = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    TokensIn = table.Column<int>(type: "integer", nullable: false),
                    TokensOut = table.Column<int>(type: "integer", nullable: false),
                    Milliseconds = table.Column<int>(type: "integer", nullable: false),
                    Kept = table.Column<int>(type: "integer", nullable: false),
                    Refused = table.Column<int>(type: "integer", nullable: false),
                    Refusals = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    Fallback = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true, collation: "C")
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    RoleFamilies = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false, collation: "C"),
                    Departments = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false, collation: "C"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    CreatedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: false),
                    Departments = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false, collation: "C"),
                    RoleFamilies = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false, collation: "C"),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    NudgeDaysBefore = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    NudgeEveryDays = table.Column<int>(type: "integer", nullable: false),
                    MostNudges = table.Column<int>(type: "integer", nullable: false),
                    EscalateAfterDays = table.Column<int>(type: "integer", nullable: true),
                    EscalateEveryDays = table.Column<int>(type: "integer", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Retracts = table.Column<Guid>(type: "uuid", nullable: true),
                    Paused = table.Column<bool>(type: "boolean", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    CancelledAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RetryFailedBefore = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    RetryUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sends", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CycleSteps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CycleId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    Doer = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    Due = table.Column<DateOnly>(type: "date", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StepId = table.Column<Guid>(type: "uuid", nullable: false),
                    DoerId = table.Column<Guid>(type: "uuid", nullable: false),
                    ToldId = table.Column<Guid>(type: "uuid", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StepId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Announced = table.Column<DateOnly>(type: "date", nullable: true)
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StepId = table.Column<Guid>(type: "uuid", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: false),
                    DoneBy = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ReopenedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ReopenedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
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

            migrationBuilder.AlterColumn<decimal>(
                name: "PerSecond",
                table: "Paces",
                type: "numeric(19,4)",
                precision: 19,
                scale: 4,
                nullable: false,
                oldClrType: typeof(decimal),
                oldType: "numeric(12,6)",
                oldPrecision: 12,
                oldScale: 6);

            migrationBuilder.AlterColumn<string>(
                name: "Workspace",
                table: "Paces",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(100)",
                oldMaxLength: 100,
                oldCollation: "C");

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
