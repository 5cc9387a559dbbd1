using System.Runtime.CompilerServices;

namespace OAuthDemo.Containers.Machine;

/// <summary>A test that starts containers. Where none can be started, or an image is missing, it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContainerFactAttribute : FactAttribute
{
    /// <summary>Looks whether the machine has what the test needs.</summary>
    public ContainerFactAttribute(Needs needs = Needs.Nothing, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Engine.Missing ?? Images.Missing(needs);
}

/// <summary>The same for a test that runs once for each row of its data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContainerTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks whether the machine has what the test needs.</summary>
    public ContainerTheoryAttribute(Needs needs = Needs.Nothing, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Engine.Missing ?? Images.Missing(needs);
}
