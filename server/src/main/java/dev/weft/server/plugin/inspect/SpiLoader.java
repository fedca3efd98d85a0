package dev.weft.server.plugin.inspect;

/** The parent of every plugin's loader: it shows the JDK and the SPI, and hides the server with its libraries. */
public final class SpiLoader extends ClassLoader {

    /** The dot is part of it: {@code dev.weft.spiral} is nobody's SPI. */
    static final String PREFIX = "dev.weft.spi.";

    /** Makes a parent for one or more loaders. */
    public SpiLoader() {
        super("weft-spi", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(PREFIX)) {
            return Class.forName(name, false, SpiLoader.class.getClassLoader());
        }
        throw new ClassNotFoundException(name);
    }
}
