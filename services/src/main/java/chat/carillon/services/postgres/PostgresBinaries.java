package chat.carillon.services.postgres;

import chat.carillon.services.process.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL, unpacked once for each version and user of this machine.
final class PostgresBinaries {
    private static final String VERSION = "18.6.0";

    private PostgresBinaries() {}

    /// The directory that holds `bin`, `lib` and `share`.
    static Path unpacked() throws IOException {
        Path home = Path.of(
                System.getProperty("java.io.tmpdir"),
                "carillon-postgres-%s-%s".formatted(VERSION, System.getProperty("user.name")));
        if (!Files.exists(home)) {
            unpack(home);
        }
        return home;
    }

    private static void unpack(Path home) throws IOException {
        Path fresh = Files.createTempDirectory(home.toAbsolutePath().getParent(), "carillon-postgres-");
        untar(fresh);
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another process was faster; what it unpacked is the same.
            Commands.deleteTree(fresh);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("cannot unpack PostgreSQL into " + home, e);
        }
    }

    private static void untar(Path directory) throws IOException {
        Process tar = new ProcessBuilder("tar", "-x", "-C", directory.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream archive = open();
                InputStream content = new XZInputStream(archive);
                OutputStream to = tar.getOutputStream()) {
            content.transferTo(to);
        }
        Commands.await(tar, "tar");
    }

    private static InputStream open() throws IOException {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name = "/postgres-linux-%s.txz".formatted(machine.equals("amd64") ? "x86_64" : machine);
        InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new IOException("there is no PostgreSQL for this machine on the class path: " + name);
        }
        return archive;
    }
}
