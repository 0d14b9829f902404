package chat.carillon.server.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The file `operator.token` in the data directory: whoever can read it administers this node. Made at the first
/// start, readable by its owner only; delete it and start again for another one.
public final class OperatorToken {
    public static final String FILE_NAME = "operator.token";

    /// Who acts when the command line does; nobody can log in by this name.
    public static final String USER_NAME = "operator";

    private OperatorToken() {}

    /// Reads it, or makes it.
    ///
    /// @throws IOException if the directory cannot be written, or the file is no operator token
    public static String readOrMake(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE_NAME);
        try {
            return read(dataDirectory);
        } catch (NoSuchFileException e) {
            String token = SecretToken.OPERATOR.fresh();
            // Temporary files are made readable for their owner only.
            Path fresh = Files.createTempFile(dataDirectory, FILE_NAME, ".new");
            Files.writeString(fresh, token + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return token;
        }
    }

    /// For a client on the same machine.
    public static String read(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE_NAME);
        String token = Files.readString(file).strip();
        if (!SecretToken.OPERATOR.fits(token)) {
            throw new IOException(file + " holds no operator token (delete it and start the server again)");
        }
        return token;
    }
}
