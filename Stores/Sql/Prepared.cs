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

    /// <summary>The command of that text, with these values in it.</summary>
    public DbCommand Command(string sql, params object?[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands.Add(sql, command = Make(sql, values));
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

    private DbCommand Make(string sql, object?[] values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values.Length; index++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"${index + 1}", values[index] ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
