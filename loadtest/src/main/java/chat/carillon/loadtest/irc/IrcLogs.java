package chat.carillon.loadtest.irc;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Finds and reads logs: of a folder (whatever its depth), of a `.tar.gz` or `.tar`, or a single file.
///
/// A log is a file that ends in `.raw.txt`, or, where there is none, in `.txt` or `.log`; `X.annotation.txt`
/// beside `X.raw.txt` holds its reply links.
public final class IrcLogs {
    /// Largest log that is read; a year of a busy channel has 50 MB.
    private static final long MAX_FILE_BYTES = 256L << 20;

    private static final String RAW = ".raw.txt";
    private static final String ANNOTATION = ".annotation.txt";
    private static final byte[] NOTHING = {};

    private IrcLogs() {}

    /// Reads all logs of several places, ordered by name within each.
    ///
    /// @throws IOException with one sentence for the user, where a place is not there or holds no log
    public static List<IrcLog> read(List<Path> places) throws IOException {
        List<IrcLog> logs = new ArrayList<>();
        for (Path place : places) {
            logs.addAll(read(place));
        }
        return List.copyOf(logs);
    }

    /// Reads all logs of one place, ordered by name.
    public static List<IrcLog> read(Path place) throws IOException {
        if (!Files.exists(place)) {
            throw new IOException("There is no %s.".formatted(place));
        }
        Map<String, byte[]> files = new TreeMap<>();
        String name = place.getFileName() == null ? "" : place.getFileName().toString();
        if (Files.isDirectory(place)) {
            readFolder(place, files);
        } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz") || name.endsWith(".tar")) {
            readArchive(place, name, files);
        } else {
            readFile(place, files);
        }
        List<IrcLog> logs = parse(files);
        if (logs.isEmpty()) {
            throw new IOException(
                    Files.isRegularFile(place) && files.size() == 1
                            ? "%s is not an IRC log: no line of it is like '[12:30] <nick> text'.".formatted(place)
                            : "%s holds no IRC log (a file that ends in .raw.txt, .txt or .log).".formatted(place));
        }
        return logs;
    }

    private static void readFolder(Path folder, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String name = folder.relativize(path).toString();
                if (isText(name)) {
                    files.put(name, readBounded(path));
                }
            }
        }
    }

    private static void readFile(Path file, Map<String, byte[]> files) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        String name = file.getFileName().toString();
        files.put(isText(name) ? name : name + ".log", readBounded(file));
        if (name.endsWith(RAW) && folder != null) {
            String beside = withoutEnd(name, RAW) + ANNOTATION;
            Path annotation = folder.resolve(beside);
            if (Files.isRegularFile(annotation)) {
                files.put(beside, readBounded(annotation));
            }
        }
    }

    private static void readArchive(Path archive, String name, Map<String, byte[]> files) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive));
                InputStream in = name.endsWith(".tar") ? raw : new GZIPInputStream(raw, 1 << 16)) {
            TarReader.read(in, MAX_FILE_BYTES, IrcLogs::isText, files::put);
        } catch (IOException e) {
            throw new IOException("%s cannot be read: %s.".formatted(archive, e.getMessage()), e);
        }
    }

    private static List<IrcLog> parse(Map<String, byte[]> files) {
        boolean corpus = files.keySet().stream().anyMatch(name -> name.endsWith(RAW));
        List<IrcLog> logs = new ArrayList<>();
        files.forEach((name, bytes) -> {
            boolean log = corpus ? name.endsWith(RAW) : !name.endsWith(ANNOTATION);
            if (log) {
                String stem = corpus ? withoutEnd(name, RAW) : name.substring(0, name.lastIndexOf('.'));
                byte[] links = files.getOrDefault(stem + ANNOTATION, NOTHING);
                logs.add(IrcLogParser.parse(baseName(stem), bytes, links));
            }
        });
        return logs.stream().filter(IrcLog::isLog).toList();
    }

    private static byte[] readBounded(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("%s is larger than %d MB.".formatted(file, MAX_FILE_BYTES >> 20));
        }
        return Files.readAllBytes(file);
    }

    private static boolean isText(String name) {
        return name.endsWith(".txt") || name.endsWith(".log");
    }

    private static String withoutEnd(String name, String end) {
        return name.substring(0, name.length() - end.length());
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
