namespace OAuthDemo.AppHost.Embedded;

// Types and methods of this runner carry the names that they have in Aspire.Hosting, and exist only as far as AppHost.cs uses them.

/// <summary>Something that the system is made of, known by its name.</summary>
internal interface IResource
{
    string Name { get; }
}

/// <summary>A value that is known when the system starts: the address of an endpoint, a parameter.</summary>
internal interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>A value that can be named without being known, as <c>{gateway.bindings.http.url}</c>.</summary>
internal interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}

/// <summary>Where a project of this repository lies, and what its build made.</summary>
internal interface IProjectMetadata
{
    string ProjectPath { get; }

    string AssemblyPath { get; }
}

/// <summary>What goes wrong before or while the system runs, said so that a person can mend it.</summary>
internal sealed class DistributedApplicationException(string message) : Exception(message);
