package chat.carillon.cli.connect;

import chat.carillon.cli.console.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The logins of this user of this machine: one a server, in a file that nobody else may read.
public final class LoginFile {
    private static final int FIELDS = 4;

    private final Path file;

    public LoginFile(Path file) {
        this.file = file;
    }

    /// `carillon/logins` in `$XDG_CONFIG_HOME` or `~/.config`.
    public static LoginFile ofUser(Map<String, String> environment) {
        String configHome = environment.get("XDG_CONFIG_HOME");
        Path base = configHome == null || configHome.isBlank()
                ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(configHome);
        return new LoginFile(base.resolve("carillon").resolve("logins"));
    }

    public Path path() {
        return file;
    }

    public Optional<StoredLogin> find(String url) {
        return read().stream().filter(login -> login.url().equals(url)).findFirst();
    }

    /// Keeps a login in place of a former one for the same server.
    public void put(StoredLogin login) {
        List<StoredLogin> logins = new ArrayList<>(read());
        logins.removeIf(other -> other.url().equals(login.url()));
        logins.add(login);
        write(logins);
    }

    public void remove(String url) {
        List<StoredLogin> logins = new ArrayList<>(read());
        if (logins.removeIf(login -> login.url().equals(url))) {
            write(logins);
        }
    }

    private List<StoredLogin> read() {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(" ", -1))
                    .filter(fields -> fields.length == FIELDS)
                    .map(fields -> new StoredLogin(fields[0], fields[1], fields[2], fields[3]))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new Failure("The logins in %s cannot be read.".formatted(file), "Who owns the file?", e);
        }
    }

    private void write(List<StoredLogin> logins) {
        List<String> lines = logins.stream()
                .map(login -> "%s %s %s %s".formatted(login.url(), login.user(), login.token(), login.device()))
                .toList();
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            // Temporary files are made readable for their owner only.
            Path fresh = Files.createTempFile(folder, "logins", ".new");
            Files.write(fresh, lines);
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure("The login cannot be kept in %s.".formatted(file), "May this user write there?", e);
        }
    }
}
