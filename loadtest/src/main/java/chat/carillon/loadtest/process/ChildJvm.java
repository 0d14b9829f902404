package chat.carillon.loadtest.process;

import chat.carillon.loadtest.machine.Cores;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A main class of this class path, to be started in a JVM of its own with this JVM's options.
///
/// @param options of the JVM, after those of this one
/// @param environment added to this process's
/// @param log file that standard error is appended to
record ChildJvm(
        String mainClass, List<String> options, List<String> arguments, Map<String, String> environment, Path log) {

    /// What the swarm and the yardstick need to be no slower than they must.
    static final List<String> NETTY_OPTIONS = List.of(
            "-Dio.netty.buffer.checkBounds=false",
            "-Dio.netty.buffer.checkAccessible=false",
            "-Dio.netty.leakDetection.level=disabled",
            "-Dio.netty.allocator.type=pooled");

    /// Starts it with standard output to be read by this process.
    Process startSpeaking(Cores cores, int core) throws IOException {
        return start(cores, core, ProcessBuilder.Redirect.PIPE);
    }

    /// Starts it with standard output in the log.
    Process startLogging(Cores cores, int core) throws IOException {
        return start(cores, core, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private Process start(Cores cores, int core, ProcessBuilder.Redirect output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(inheritedOptions());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(cores.bind(core, command));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.redirectOutput(output);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end of " + mainClass));
        return process;
    }

    /// Options that say how a JVM works; not those that open a port or a file in it.
    private static List<String> inheritedOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:+UseCompact")
                        || option.startsWith("--enable-native-access")
                        || option.startsWith("--sun-misc-unsafe-memory-access"))
                .toList();
    }
}
