package dev.weft.server.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the SPI, as {@code Weft-Spi-Version} in a plugin's manifest names it.
 *
 * @param major grows when old plugins stop working
 * @param minor grows when something is added
 */
public record SpiVersion(int major, int minor) {

    /** The version of {@code dev.weft.spi} that this server brings. */
    public static final SpiVersion CURRENT = new SpiVersion(0, 2);

    /** The attribute of the manifest that names the SPI a plugin was compiled against. */
    public static final String ATTRIBUTE = "Weft-Spi-Version";

    // Up to four digits, so that no number overflows. A patch number says nothing about what links.
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.\\d{1,4})?");

    /** Reads the value of that attribute. */
    public static SpiVersion parse(String text) throws PluginRejectedException {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new PluginRejectedException(ATTRIBUTE + " '" + FaultText.oneLine(text)
                    + "' in META-INF/MANIFEST.MF is not MAJOR.MINOR: write " + CURRENT);
        }
        return new SpiVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    /** Whether a plugin built against this version works with that one: same major, minor not above. */
    public boolean worksWith(SpiVersion provided) {
        return major == provided.major && minor <= provided.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
