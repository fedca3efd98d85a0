package dev.weft.server.plugin.inspect;

import java.util.HashSet;
import java.util.Set;

/** The classes of this JVM that a plugin can use: in packages that a module exports to everybody, or to class paths. */
final class JdkClasses {

    private static final ClassLoader LOADER = ClassLoader.getPlatformClassLoader();
    private static final Set<String> EXPORTED = exported();

    private JdkClasses() {}

    /** Whether there is such a class; its name in internal form. It is not loaded by asking. */
    static boolean has(String internalName) {
        int slash = internalName.lastIndexOf('/');
        return slash > 0
                && EXPORTED.contains(internalName.substring(0, slash))
                && LOADER.getResource(internalName + ".class") != null;
    }

    private static Set<String> exported() {
        Set<String> exported = new HashSet<>();
        // A plugin's classes are in an unnamed module, as the server's are.
        Module plugin = JdkClasses.class.getModule();
        for (Module module : ModuleLayer.boot().modules()) {
            ClassLoader loader = module.getClassLoader();
            if (loader == null || loader.equals(LOADER)) {
                module.getPackages().stream()
                        .filter(name -> module.isExported(name, plugin))
                        .forEach(name -> exported.add(name.replace('.', '/')));
            }
        }
        return exported;
    }
}
