package io.wotnotrelay.destination.context;

import io.wotnotrelay.destination.component.LaneOpener;
import io.wotnotrelay.destination.failure.Redaction;
import io.wotnotrelay.destination.kamelet.ExactKamelets;
import io.wotnotrelay.destination.kamelet.KameletDefinitions;
import io.wotnotrelay.destination.yaml.Placeholders;
import io.wotnotrelay.event.EventPathLanguage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.DefaultErrorHandlerBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.ExplicitCamelContextNameStrategy;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Makes the Camel contexts of destination files: every one has its own components, credentials and mistakes, and all
 * get the {@code camel.component.*}, {@code camel.kamelet.*} and {@code camel.ssl.*} keys of the settings.
 */
public final class DestinationContexts {
    private static final String SUFFIX = ".camel.yaml";
    private static final long SHUTDOWN_SECONDS = 40;

    private final Properties properties;
    private final Map<String, String> environment;
    private final Path home;
    private final KameletDefinitions kamelets;

    /**
     * @param properties Camel's keys, as written
     * @param environment what {@code {{env:NAME}}} is looked up in
     * @param home relative paths of {@code {{file:PATH}}} start here
     */
    public DestinationContexts(
            Properties properties, Map<String, String> environment, Path home, KameletDefinitions kamelets) {
        this.home = home;
        this.properties = properties;
        this.environment = environment;
        this.kamelets = kamelets;
    }

    /** The placeholders of a file; the secrets they find are told to this redaction. */
    public Placeholders placeholders(Redaction redaction) {
        return new Placeholders(properties, environment, home, redaction);
    }

    /**
     * A context with nothing in it, not started.
     *
     * @param lanes where its destinations get their lanes
     */
    public DefaultCamelContext create(String name, LaneOpener lanes, Redaction redaction) {
        DefaultCamelContext context = new DefaultCamelContext();
        context.setNameStrategy(new ExplicitCamelContextNameStrategy(name));
        context.setSourceLocationEnabled(true);
        // A step log: speaks in the name of its file; by itself it would be that of a line, such as "yaml:5".
        context.getGlobalOptions()
                .put(
                        Exchange.LOG_EIP_NAME,
                        name.replaceFirst("\\.(camel|pipe)\\.yaml$", "").replace('.', '-'));
        context.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.getRegistry().bind("lanes", LaneOpener.class, lanes);
        context.getRegistry().bind("redaction", Redaction.class, redaction);
        context.getRegistry().bind("kamelets", KameletDefinitions.class, kamelets);
        Placeholders placeholders = placeholders(redaction);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getPropertiesComponent().addPropertiesFunction(new SecretFunction("file", placeholders));
        context.getPropertiesComponent().addPropertiesFunction(new SecretFunction("env", placeholders));
        context.addLifecycleStrategy(new ComponentDefaults(properties, placeholders));
        Tls.configure(context, properties, placeholders);
        EventPathLanguage.install(context);
        ExactKamelets.install(context, placeholders, kamelets);
        return context;
    }

    /**
     * Loads the routes of a file.
     *
     * @param file its name, ending in {@code .camel.yaml} or {@code .pipe.yaml}
     * @throws Exception whatever Camel finds wrong with it
     */
    public static void load(CamelContext context, String file, byte[] yaml) throws Exception {
        // Camel takes all after the first dot for the kind of file: sales.v2.camel.yaml would be of none it knows.
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromBytes("file:" + plain(file) + SUFFIX, yaml));
        quieten(context);
    }

    /**
     * Loads the routes that Java makes.
     *
     * @throws Exception whatever it or Camel finds wrong
     */
    public static void load(CamelContext context, RoutesBuilder routes) throws Exception {
        context.addRoutes(routes);
        quieten(context);
    }

    private static void quieten(CamelContext context) {
        // Afterwards, and only where the file has none: set before, it would win over the file's own onException.
        for (RouteDefinition route : ((ModelCamelContext) context).getRouteDefinitions()) {
            if (standard(route)) {
                route.setErrorHandlerFactory(quiet());
            }
        }
    }

    /** The name without its ending and without dots. */
    private static String plain(String file) {
        return file.replaceFirst("\\.(camel|pipe)\\.yaml$", "").replace('.', '-');
    }

    private static boolean standard(RouteDefinition route) {
        return !route.isErrorHandlerFactorySet()
                || route.getErrorHandlerFactory() instanceof RefErrorHandlerDefinition ref
                        && RefErrorHandlerDefinition.DEFAULT_ERROR_HANDLER_BUILDER.equals(ref.getRef());
    }

    /** The lane retries, not Camel; and it says the cause once: Camel's log line would print what the event holds. */
    private static DefaultErrorHandlerBuilder quiet() {
        DefaultErrorHandlerBuilder handler = new DefaultErrorHandlerBuilder();
        handler.maximumRedeliveries(0);
        handler.logStackTrace(false);
        handler.setLevel(LoggingLevel.OFF.name());
        return handler;
    }
}
