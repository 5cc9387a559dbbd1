using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OAuthDemo.Integration.Demo;

/// <summary>One line that a service (<c>bank-api:8082</c>) wrote to its log, with the values and the exception that came with it.</summary>
public sealed record LogLine(string Service, LogLevel Level, string Category, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Service} {Level} {Category}: {Text}";
}

/// <summary>Everything that the services of one <see cref="DemoSystem"/> wrote to their logs.</summary>
public sealed class LogLines
{
    private readonly ConcurrentQueue<LogLine> _lines = [];

    /// <summary>All lines so far, oldest first.</summary>
    public IReadOnlyCollection<LogLine> All => _lines;

    /// <summary>Lines that ask for somebody's attention.</summary>
    public IEnumerable<LogLine> WarningsAndErrors => _lines.Where(line => line.Level >= LogLevel.Warning);

    /// <summary>Lines in which a secret stands, as it is or as a URL writes it.</summary>
    public IEnumerable<string> LinesWith(IEnumerable<string> secrets) =>
        from secret in secrets.Distinct()
        from line in _lines
        where line.Text.Contains(secret, StringComparison.Ordinal)
            || line.Text.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal)
        select $"«{secret[..Math.Min(6, secret.Length)]}…» in: {line}";

    internal ILoggerProvider For(string service) => new Provider(service, _lines);

    private sealed class Provider(string service, ConcurrentQueue<LogLine> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(service, categoryName, lines);

        public void Dispose()
        {
        }
    }

    private sealed class Logger(string service, string category, ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Concat(pairs.Where(pair => pair.Key != "{OriginalFormat}").Select(pair => $" [{pair.Key}={pair.Value}]"))
                : "";
            lines.Enqueue(new(service, logLevel, category, $"{formatter(state, exception)}{values} {exception}".TrimEnd()));
        }
    }
}
