/** What a plugin author compiles against. It needs the JDK and nothing else. */
module dev.weft.spi {
    requires static org.jspecify;

    exports dev.weft.spi;
}
