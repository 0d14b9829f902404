package chat.carillon.services.kafka;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/// The main class of the child process: formats the data directory unless it is, and runs Kafka. Two steps in one
/// JVM, which saves a second. Kafka is on the class path of the child only.
final class KafkaProgram {
    private KafkaProgram() {}

    /// @param arguments the configuration's file, and the cluster's id if there is none yet
    public static void main(String[] arguments) throws ReflectiveOperationException {
        String configuration = arguments[0];
        String[] format = {"format", "--ignore-formatted", "--cluster-id", arguments[1], "--config", configuration};
        Object status = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, format, System.out);
        if (!Integer.valueOf(0).equals(status)) {
            throw new IllegalStateException("the data directory cannot be formatted: " + status);
        }
        try {
            Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {configuration});
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Kafka does not run", e.getCause());
        }
    }
}
