package dev.weft.it;

/** How long the load tests run: short in every build, long under {@code -Plong}, before a release. */
final class Length {

    private static final boolean LONG = Boolean.getBoolean("weft.long");

    private Length() {}

    /** The size for this run. */
    static int of(int inEveryBuild, int beforeRelease) {
        return LONG ? beforeRelease : inEveryBuild;
    }
}
