using System.Data.Common;

namespace OAuthDemo.Stores.Sql;

/// <summary>An open connection, and the commands that were prepared on it.</summary>
internal sealed class Prepared : IDisposable
{
    private readonly DbConnection _connection;
    private readonly Dictionary<string, DbCommand> _commands = [];

    private Prepared(DbConnection connection) => _connection = connection;

    public static Prepared Open(DbConnection connection)
    {
        connection.Open();
        return new(connection);
    }

    public static DbCommand Make(DbConnection connection, string sql, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values.Length; index++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"p{index}", values[index] ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>The command of that text, with these values in it.</summary>
    public DbCommand Command(string sql, params object?[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands.Add(sql, command = Make(_connection, sql, values));
            return command;
        }

        for (var index = 0; index < values.Length; index++)
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }
}
