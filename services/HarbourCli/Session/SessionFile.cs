using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace OAuthDemo.HarbourCli.Session;

/// <summary>
/// Where the refresh token is kept between two commands: a file that its owner alone can read. In memory only, each command would ask the person to sign
/// in; a key ring is not there on every machine and opens to every program of the same person anyway. Who can read this file is that person or root. The
/// token changes at each use, so a copy stops working, or is noticed, at the next command; access tokens are never written down.
/// </summary>
internal sealed class SessionFile(IConfiguration configuration)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(40);

    private readonly string _file = Path.GetFullPath(configuration["Session:File"] ?? Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "harbour-cli", "session.json"));

    public SignedIn? Read()
    {
        try
        {
            return File.Exists(_file) ? JsonSerializer.Deserialize<SignedIn>(File.ReadAllText(_file)) : null;
        }
        catch (JsonException)
        {
            return null; // not ours: as good as nothing
        }
    }

    // Complete or not at all: half a token would be a lost one.
    public void Write(SignedIn signedIn)
    {
        MakeFolder();
        var draft = $"{_file}.new";
        File.Delete(draft);
        using (var stream = new FileStream(draft, Private(FileMode.CreateNew)))
            JsonSerializer.Serialize(stream, signedIn);
        File.Move(draft, _file, overwrite: true);
    }

    public void Delete() => File.Delete(_file);

    /// <summary>Lets one command at a time use the refresh token: used twice at once, it would look stolen (RFC 9700 §4.14).</summary>
    public async Task<IDisposable> AloneAsync(CancellationToken cancellation)
    {
        MakeFolder();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_patience);
        while (true)
        {
            try
            {
                return new FileStream($"{_file}.lock", Private(FileMode.OpenOrCreate));
            }
            catch (IOException)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }

    private void MakeFolder() => Directory.CreateDirectory(Path.GetDirectoryName(_file)!);

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}

/// <summary>What is left of a sign-in.</summary>
/// <param name="Issuer">The bank that the token belongs to; it is never sent to another.</param>
/// <param name="RefreshToken">The token.</param>
internal sealed record SignedIn(string Issuer, string RefreshToken);
