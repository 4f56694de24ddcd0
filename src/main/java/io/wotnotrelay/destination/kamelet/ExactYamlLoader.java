package io.wotnotrelay.destination.kamelet;

import io.wotnotrelay.destination.yaml.Placeholders;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.snakeyaml.engine.v2.nodes.Node;

/** Camel's loader of YAML routes, with the parameters of Kamelet steps kept aside before it glues them into an URI. */
final class ExactYamlLoader extends YamlRoutesBuilderLoader {
    private final ParameterTokens tokens;

    ExactYamlLoader(ExactValues values, Placeholders placeholders, KameletDefinitions definitions) {
        this.tokens = new ParameterTokens(values, placeholders, definitions);
    }

    @Override
    protected RouteBuilder builder(YamlDeserializationContext ctx, Node root) {
        tokens.place(root);
        return super.builder(ctx, root);
    }
}
