package io.wotnotrelay.destination;

import io.wotnotrelay.destination.context.DestinationContexts;
import io.wotnotrelay.destination.yaml.Place;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The routes that a class in a jar makes: a Camel {@code RouteBuilder}. Each load makes a new one of them.
 *
 * @param className as its jar names it
 * @param classes of the jar
 */
record JavaRoutes(String className, ClassLoader classes) implements Routes {
    @Override
    public void load(DefaultCamelContext context) throws Exception {
        context.setApplicationContextClassLoader(classes);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            DestinationContexts.load(context, builder(context));
        } catch (VirtualMachineError | LinkageError e) {
            throw e;
        } catch (Error e) {
            // An assertion of theirs is a mistake of this destination, not of the relay.
            throw new IllegalStateException(e.toString(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private RoutesBuilder builder(DefaultCamelContext context) throws ClassNotFoundException {
        Class<?> type = classes.loadClass(className);
        if (!RoutesBuilder.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException("it is no org.apache.camel.builder.RouteBuilder.");
        }
        if (!instantiable(type)) {
            throw new IllegalArgumentException(
                    "it needs to be public and to have a public constructor without parameters.");
        }
        return (RoutesBuilder) context.getInjector().newInstance(type, true);
    }

    private static boolean instantiable(Class<?> type) {
        try {
            return Modifier.isPublic(type.getModifiers())
                    && !Modifier.isAbstract(type.getModifiers())
                    && Modifier.isPublic(type.getDeclaredConstructor().getModifiers());
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Override
    public byte[] yaml() {
        return new byte[0];
    }

    /** That of the class; one whose code cannot be read is as good as any other of its name. */
    @Override
    public String version() {
        try (InputStream code = classes.getResourceAsStream(className.replace('.', '/') + ".class")) {
            return Versions.of(code == null ? new byte[0] : code.readAllBytes());
        } catch (IOException e) {
            return Versions.of(new byte[0]);
        }
    }

    @Override
    public String where(Place place) {
        return "class " + className;
    }

    @Override
    public String say(String sentence) {
        return "Class " + className + ": " + sentence;
    }
}
