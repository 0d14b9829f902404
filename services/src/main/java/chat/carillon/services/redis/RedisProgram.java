package chat.carillon.services.redis;

import chat.carillon.services.process.Commands;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A `redis-server` that runs on this machine, and what has to be in its environment.
public record RedisProgram(Path file, Map<String, String> environment) {
    /// In the artefact of the tests, which holds programs of others.
    private static final String BUNDLED = "/redis-server-6.2.6-v5-linux-amd64";

    /// The first with sharded Pub/Sub.
    private static final int WANTED = 7;

    /// A link to the program, the program, and what it links to that not every machine has.
    private static final List<String> PACKAGES =
            List.of("redis-server", "redis-tools", "libjemalloc2", "liblzf1", "libatomic1");

    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");

    public RedisProgram {
        environment = Map.copyOf(environment);
    }

    /// Redis 6.2 of an artefact: knows neither TLS nor sharded Pub/Sub.
    public static RedisProgram bundled() throws IOException {
        Path home = home("6.2.6");
        if (!Files.exists(home)) {
            keep(home, RedisProgram::unpack);
        }
        return new RedisProgram(home.resolve("redis-server"), Map.of());
    }

    /// Redis 7.0 or newer, which no artefact of a registry brings: that of the machine, or else that of Debian's
    /// archive, which is downloaded once and not installed.
    ///
    /// @throws IOException if it cannot be had; the message says in one sentence what to do
    public static RedisProgram seven() throws IOException {
        Optional<RedisProgram> installed = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .map(file -> new RedisProgram(file, Map.of()))
                .filter(RedisProgram::isNewEnough)
                .findFirst();
        return installed.isPresent() ? installed.get() : downloaded();
    }

    private static RedisProgram downloaded() throws IOException {
        Path home = home("7-of-debian");
        try {
            if (!Files.exists(home)) {
                keep(home, RedisProgram::download);
            }
        } catch (IOException e) {
            throw new IOException(
                    ("Redis 7.0 or newer is not on this machine and cannot be downloaded (%s):"
                                    + " install it, so that redis-server is on the PATH")
                            .formatted(String.valueOf(e.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")),
                    e);
        }
        return unpacked(home);
    }

    private static Path home(String version) {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "carillon-redis-%s-%s".formatted(version, System.getProperty("user.name")));
    }

    private interface Filling {
        void fill(Path folder) throws IOException;
    }

    /// Whole or not at all, also if several processes do it at once.
    private static void keep(Path home, Filling filling) throws IOException {
        Path fresh = Files.createTempDirectory(home.toAbsolutePath().getParent(), "carillon-redis-");
        try {
            filling.fill(fresh);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process was faster; what it made is the same.
            Commands.deleteTree(fresh);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("cannot unpack Redis into " + home, e);
        } catch (IOException e) {
            Commands.deleteTree(fresh);
            throw e;
        }
    }

    private static void unpack(Path folder) throws IOException {
        Path file = folder.resolve("redis-server");
        try (InputStream packed = RedisProgram.class.getResourceAsStream(BUNDLED)) {
            if (packed == null) {
                throw new FileNotFoundException(
                        "Redis for this kind of machine is not among the artefacts: " + BUNDLED);
            }
            Files.copy(packed, file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void download(Path folder) throws IOException {
        var get = new ArrayList<>(List.of("apt-get", "-q", "-o", "APT::Sandbox::User=root", "download"));
        get.addAll(PACKAGES);
        try {
            Commands.run(folder, Map.of(), get);
        } catch (IOException e) {
            // A machine that was never asked for a package does not know which there are.
            Commands.run(folder, Map.of(), List.of("apt-get", "-q", "update"));
            Commands.run(folder, Map.of(), get);
        }
        try (Stream<Path> packages = Files.list(folder)) {
            for (Path one : packages.toList()) {
                Commands.run(List.of("dpkg-deb", "-x", one.toString(), folder.toString()));
                Files.delete(one);
            }
        }
        int version = unpacked(folder).version();
        if (version < WANTED) {
            throw new IOException("the package redis-server brings Redis " + version);
        }
    }

    private static RedisProgram unpacked(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            Path libraries = files.filter(file -> file.getFileName().toString().startsWith("libjemalloc.so"))
                    .findFirst()
                    .orElseThrow(() -> new FileNotFoundException("no libjemalloc in " + home))
                    .getParent();
            return new RedisProgram(
                    home.resolve("usr/bin/redis-server"), Map.of("LD_LIBRARY_PATH", String.valueOf(libraries)));
        }
    }

    private boolean isNewEnough() {
        try {
            return version() >= WANTED;
        } catch (IOException e) {
            return false;
        }
    }

    private int version() throws IOException {
        String says = Commands.run(Path.of("/"), environment, List.of(file.toString(), "--version"));
        Matcher version = VERSION.matcher(says);
        if (!version.find()) {
            throw new IOException("%s does not say its version: %s".formatted(file, says.strip()));
        }
        return Integer.parseInt(version.group(1));
    }
}
