namespace OAuthDemo.AppHost.Embedded;

internal static class WiringEnvironment
{
    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : ServiceResource => builder.WithEnvironment(name, ReferenceExpression.Create($"{value}"));

    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder, string name, in ReferenceExpression.ExpressionInterpolatedStringHandler value)
        where T : ServiceResource => builder.WithEnvironment(name, ReferenceExpression.Create(value));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : ServiceResource => Set(builder, name, value);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference)
        where T : ServiceResource => Set(builder, name, endpointReference);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : ServiceResource => Set(builder, name, parameter.Resource);

    /// <summary>Tells this service where the other one is: <c>services__NAME__http__0</c> and <c>NAME_HTTP</c>.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<ServiceResource> source)
        where T : ServiceResource
    {
        builder.Resource.References.Add(source.Resource);
        return builder;
    }

    private static IResourceBuilder<T> Set<T>(IResourceBuilder<T> builder, string name, IValueProvider value)
        where T : ServiceResource
    {
        builder.Resource.Environment.Add(new(name, value));
        return builder;
    }
}
