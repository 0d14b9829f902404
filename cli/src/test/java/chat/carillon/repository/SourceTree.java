package chat.carillon.repository;

import chat.carillon.repository.rule.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;

/// The files of the repository that this module is part of, without what was built.
final class SourceTree {
    private static final Set<String> NOT_SOURCE =
            Set.of(".git", ".idea", ".vscode", ".settings", "target", "node_modules", "dist", "data");

    private static final Set<String> BINARY =
            Set.of("gz", "jar", "png", "jpg", "ico", "zip", "db", "class", "log", "jfr");

    private SourceTree() {}

    /// The directory that holds the front door.
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isRegularFile(directory.resolve("carillon"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException(
                    "not inside the repository: " + Path.of("").toAbsolutePath());
        }
        return directory;
    }

    static List<SourceFile> files() {
        Path root = root();
        var files = new ArrayList<SourceFile>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skip = NOT_SOURCE.contains(directory.getFileName().toString());
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && isText(file)) {
                        files.add(read(root, file));
                    } else if (file.toString().endsWith(".png")) {
                        // There is nothing in it to judge, but documents show it.
                        files.add(new SourceFile(pathOf(root, file), ""));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.sort(Comparator.comparing(SourceFile::path));
        return List.copyOf(files);
    }

    /// What the tests of all modules wrote when they last ran.
    static List<SourceFile> testReports() {
        Path root = root();
        try (Stream<Path> all = Files.find(root, 5, (path, _) -> isReport(path))) {
            var reports = new ArrayList<SourceFile>();
            for (Path report : all.sorted().toList()) {
                reports.add(read(root, report));
            }
            return List.copyOf(reports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReport(Path path) {
        String directory = path.getParent().getFileName().toString();
        return path.getFileName().toString().matches("TEST-.*\\.xml")
                && (directory.equals("surefire-reports") || directory.equals("failsafe-reports"));
    }

    static SourceFile file(List<SourceFile> files, String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(path));
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return !name.equals(".git") && !BINARY.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /// Bytes that are not UTF-8 become replacement characters.
    private static SourceFile read(Path root, Path file) throws IOException {
        return new SourceFile(pathOf(root, file), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    private static String pathOf(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
