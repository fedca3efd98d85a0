package dev.weft.server.plugin;

import dev.weft.spi.MessageHandler;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of one private copy, in a class loader of their own.
 *
 * <p>Discovery is {@link ServiceLoader}'s, made safe: a broken provider makes it throw from {@code hasNext} as well as
 * from {@code next}, as a {@link ServiceConfigurationError} or as a bare {@link LinkageError}, and the providers behind
 * it are found all the same by asking again.
 */
final class PluginLoader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

    private final URLClassLoader loader;

    private PluginLoader(URLClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Opens a copy under a name that stack traces show, such as {@code plugin:echo#1}.
     *
     * @throws PluginRejectedException if the copy cannot be opened now
     */
    static PluginLoader open(CopiedJar jar, String owner) throws PluginRejectedException {
        try {
            URL[] urls = {jar.copy().toUri().toURL()};
            PluginLoader opened = new PluginLoader(new URLClassLoader("plugin:" + owner, urls, new SpiLoader()));
            opened.openNow(jar.copy());
            return opened;
        } catch (MalformedURLException e) {
            // A path of the default file system always has a URL.
            throw new IllegalStateException(e);
        }
    }

    /** A loader that cannot open its JAR when it first looks into it says nothing, and finds nothing ever after. */
    private void openNow(Path copy) throws PluginRejectedException {
        if (loader.findResource(ServiceFile.NAME) != null) {
            return;
        }
        try {
            new JarFile(copy.toFile()).close();
        } catch (IOException e) {
            close();
            throw PluginRejectedException.forNow("its copy cannot be opened: " + FaultText.of(e));
        }
    }

    ClassLoader classes() {
        return loader;
    }

    /** The providers that could be loaded, by class name. None of their code has run. */
    Map<String, ServiceLoader.Provider<MessageHandler>> providers() {
        Map<String, ServiceLoader.Provider<MessageHandler>> found = new LinkedHashMap<>();
        Iterator<ServiceLoader.Provider<MessageHandler>> providers =
                ServiceLoader.load(MessageHandler.class, loader).stream().iterator();
        // Each round takes one name of the service file, good or bad; one more sees the end.
        for (int round = 0; round <= ServiceFile.MAX_PROVIDERS; round++) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                ServiceLoader.Provider<MessageHandler> provider = providers.next();
                found.put(provider.type().getName(), provider);
            } catch (ServiceConfigurationError | LinkageError broken) {
                // The inspection finds the name without a provider, and says what is wrong with it.
                LOG.debug("{}: {}", loader.getName(), FaultText.of(broken));
            }
        }
        return found;
    }

    /** Makes the one instance of a listed handler; this is the first of the plugin's code that runs. */
    MessageHandler instantiate(HandlerDescriptor handler) throws PluginRejectedException {
        ServiceLoader.Provider<MessageHandler> provider = providers().get(handler.className());
        if (provider == null) {
            throw new PluginRejectedException(handler.className() + " is no longer found");
        }
        try {
            return provider.get();
        } catch (ServiceConfigurationError e) {
            Throwable thrown = e.getCause() == null ? e : e.getCause();
            throw new PluginRejectedException(
                    "its constructor threw " + FaultText.of(thrown) + FaultText.place(thrown, loader));
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed: {}", loader.getName(), e.toString());
        }
    }
}
