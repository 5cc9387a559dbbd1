using YamlDotNet.RepresentationModel;

namespace OAuthDemo.EndToEnd;

internal static class YamlReading
{
    extension(YamlNode node)
    {
        public YamlNode At(params string[] path) => path.Aggregate(node, (at, key) => at[key]);

        public string Text(string key) => ((YamlScalarNode)node[key]).Value!;

        public IReadOnlyList<string> Keys() => [.. ((YamlMappingNode)node).Children.Keys.Select(key => ((YamlScalarNode)key).Value!)];

        public IReadOnlyList<YamlNode> Items() => [.. ((YamlSequenceNode)node).Children];

        public IReadOnlyList<string> Texts() => [.. node.Items().Select(item => ((YamlScalarNode)item).Value!)];
    }
}
