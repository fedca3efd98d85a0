package dev.weft.server.plugin.unload;

import dev.weft.server.plugin.FaultText;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** The MBeans of a plugin, which an MBean server keeps until somebody takes them off. */
final class ManagedBeans {

    private ManagedBeans() {}

    /** A line for each MBean whose class is of this loader. */
    static List<String> of(ClassLoader classes) {
        List<String> found = new ArrayList<>();
        // Servers that exist: asking for the platform's would make it.
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
            namesOf(server, classes).forEach(name -> found.add("MBean " + FaultText.oneLine(name.toString())));
        }
        return found;
    }

    /** Takes them off. To be called where the plugin's code may run: an MBean is told of its end. */
    static void remove(ClassLoader classes) throws JMException {
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
            for (ObjectName name : namesOf(server, classes)) {
                server.unregisterMBean(name);
            }
        }
    }

    private static List<ObjectName> namesOf(MBeanServer server, ClassLoader classes) {
        return server.queryNames(null, null).stream()
                .filter(name -> isOf(server, name, classes))
                .toList();
    }

    private static boolean isOf(MBeanServer server, ObjectName name, ClassLoader classes) {
        try {
            return classes.equals(server.getClassLoaderFor(name));
        } catch (InstanceNotFoundException gone) {
            return false;
        }
    }
}
