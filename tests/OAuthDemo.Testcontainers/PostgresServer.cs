using System.Data.Common;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;

namespace OAuthDemo.Testcontainers;

// What the bank is told of a PostgreSQL container. Its address is known once it runs, and it runs before the bank's container is made.
internal static class PostgresServer
{
    private const int Port = 5432;

    private static readonly string[] Stores = ["authorization-server", "bank-api"];

    public static void Name(CreateContainerParameters bank, IDatabaseContainer postgres, string prefix)
    {
        bank.Env ??= [];
        foreach (var store in Stores)
            bank.Env.Add($"ConnectionStrings__{store}={ConnectionString(postgres, $"{prefix}-{store}")}");
    }

    // As another container reaches it, and not as this machine does.
    private static string ConnectionString(IDatabaseContainer postgres, string database) => new DbConnectionStringBuilder
    {
        ConnectionString = postgres.GetConnectionString(),
        ["Host"] = postgres.IpAddress,
        ["Port"] = Port,
        ["Database"] = database,
    }.ConnectionString;
}
