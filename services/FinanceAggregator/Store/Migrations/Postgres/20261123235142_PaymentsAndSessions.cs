using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OAuthDemo.FinanceAggregator.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PaymentsAndSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SessionId",
                table: "People",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConsentId",
                table: "Connections",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedBy",
                table: "Connections",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Payments",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    VisitorId = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    OrderJson = table.Column<string>(type: "text", nullable: false),
                    Status = table.Column<string>(type: "text", nullable: false),
                    SealedTokens = table.Column<string>(type: "text", nullable: true),
                    Asked = table.Column<int>(type: "integer", nullable: false),
                    BankPaymentId = table.Column<string>(type: "text", nullable: true),
                    BookedAt = table.Column<long>(type: "bigint", nullable: true),
                    Error = table.Column<string>(type: "text", nullable: true),
                    MessagesJson = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Payments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SpentLogoutTokens",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpentLogoutTokens", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_People_Subject",
                table: "People",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_VisitorId",
                table: "Payments",
                column: "VisitorId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Payments");

            migrationBuilder.DropTable(
                name: "SpentLogoutTokens");

            migrationBuilder.DropIndex(
                name: "IX_People_Subject",
                table: "People");

            migrationBuilder.DropColumn(
                name: "SessionId",
                table: "People");

            migrationBuilder.DropColumn(
                name: "ConsentId",
                table: "Connections");

            migrationBuilder.DropColumn(
                name: "EndedBy",
                table: "Connections");
        }
    }
}
