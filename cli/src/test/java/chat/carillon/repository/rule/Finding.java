package chat.carillon.repository.rule;

/// Something to mend.
///
/// @param path of the file, from the root of the repository
/// @param line counted from 1; 0 means the file as a whole
public record Finding(String path, int line, String message) {

    @Override
    public String toString() {
        return line == 0 ? path + ": " + message : path + ":" + line + ": " + message;
    }
}
