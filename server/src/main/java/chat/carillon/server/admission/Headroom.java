package chat.carillon.server.admission;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the operating system lets this process hold, looked at once at the start.
///
/// @param backlog connections that the kernel holds until they are accepted
/// @param maxOpenFiles of this process; every socket is one
/// @param maxConnections sockets that the node may hold: as configured, or as many as files are left for
public record Headroom(int backlog, long maxOpenFiles, int maxConnections) {
    private static final Logger log = LoggerFactory.getLogger(Headroom.class);
    private static final Path KERNELS_BACKLOG = Path.of("/proc/sys/net/core/somaxconn");

    /// For the store, brokers, HTTP requests, libraries; on small systems a quarter.
    private static final int RESERVED_FILES = 1_000;

    private static final int RESERVED_SHARE = 4;

    /// Looks, and says in the log what it found.
    ///
    /// @param backlog that we ask for
    /// @param maxConnections as configured
    public static Headroom look(int backlog, int maxConnections) {
        Headroom found = of(backlog, kernelsBacklog(), openFiles(), maxConnections);
        found.tell(backlog, maxConnections);
        return found;
    }

    static Headroom of(int backlog, int kernelsBacklog, long maxOpenFiles, int maxConnections) {
        long reserved = Math.min(RESERVED_FILES, maxOpenFiles / RESERVED_SHARE);
        int held = Math.clamp(maxOpenFiles - reserved, 1, maxConnections);
        return new Headroom(Math.min(backlog, kernelsBacklog), maxOpenFiles, held);
    }

    private void tell(int wantedBacklog, int wantedConnections) {
        if (backlog < wantedBacklog) {
            log.warn(
                    "listen backlog: {} (wanted: {}); net.core.somaxconn is lower, and a storm of clients may find "
                            + "nobody at the door",
                    backlog,
                    wantedBacklog);
        } else {
            log.info("listen backlog: {}", backlog);
        }
        if (maxConnections < wantedConnections) {
            log.warn(
                    "open files: {} at most, so {} sockets instead of the {} of limits.maxConnections; raise the "
                            + "limit of open files (ulimit -n, LimitNOFILE=) to hold more",
                    maxOpenFiles,
                    maxConnections,
                    wantedConnections);
        } else {
            log.info("open files: {} at most, enough for {} sockets", maxOpenFiles, maxConnections);
        }
    }

    private static int kernelsBacklog() {
        // The kernel gives such a number to one read only, which must be large enough.
        byte[] bytes = new byte[32];
        try (InputStream file = Files.newInputStream(KERNELS_BACKLOG)) {
            int length = Math.max(0, file.read(bytes));
            return Integer.parseInt(new String(bytes, 0, length, StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
    }
}
