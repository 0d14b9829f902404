package chat.carillon.loadtest.irc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IrcLogsTest {
    private static final String LOG =
            "=== mary [m@h]  has joined #town\r\n[09:14] <mary> hello\n[09:15] <tom> hi mary\n";
    private static final String LINKS = "1 1 -\n2 1 -\n0 2 -\nnonsense\n1 99 -\n";

    @TempDir
    private Path folder;

    @Test
    void reads_a_folder_with_reply_links() throws IOException {
        Files.createDirectories(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/b.raw.txt"), LOG);
        Files.writeString(folder.resolve("deep/b.annotation.txt"), LINKS);
        Files.writeString(folder.resolve("a.raw.txt"), LOG);
        Files.writeString(folder.resolve("README.txt"), "not a log");

        var logs = IrcLogs.read(folder);

        assertThat(logs).extracting(IrcLog::name).containsExactly("a", "b");
        assertThat(logs.getLast().replies()).containsExactly(Map.entry(2, 1));
        assertThat(logs.getLast().damagedLines()).isEqualTo(1);
        assertThat(logs.getFirst().lines())
                .containsExactly(
                        new IrcLine.Joined(0, "mary"),
                        new IrcLine.Said(1, 554, "mary", "hello", false),
                        new IrcLine.Said(2, 555, "tom", "hi mary", false));
        assertThat(logs.getFirst().messages()).isEqualTo(2);
    }

    @Test
    void reads_a_single_file_and_the_links_beside_it() throws IOException {
        Path file = Files.writeString(folder.resolve("town.raw.txt"), LOG);
        Files.writeString(folder.resolve("town.annotation.txt"), LINKS);

        assertThat(IrcLogs.read(file)).singleElement().satisfies(log -> {
            assertThat(log.name()).isEqualTo("town");
            assertThat(log.replies()).hasSize(1);
        });
    }

    @Test
    void a_text_that_is_no_log_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "Dear diary,\nnothing happened.\n");
        assertThatThrownBy(() -> IrcLogs.read(file))
                .hasMessage("%s is not an IRC log: no line of it is like '[12:30] <nick> text'.", file);
    }

    @Test
    void texts_beside_logs_are_left_out() throws IOException {
        Files.writeString(folder.resolve("town.txt"), LOG);
        Files.writeString(folder.resolve("README.txt"), "not a log");
        assertThat(IrcLogs.read(folder)).extracting(IrcLog::name).containsExactly("town");
    }

    @Test
    void reads_a_file_of_any_other_name() throws IOException {
        Path file = Files.writeString(folder.resolve("irclog"), LOG);
        assertThat(IrcLogs.read(file))
                .singleElement()
                .satisfies(log -> assertThat(log.lines()).hasSize(3));
    }

    @Test
    void reads_a_compressed_archive() throws IOException {
        Path archive = folder.resolve("logs.tar.gz");
        String longName = "x/" + "long".repeat(40) + ".raw.txt";
        try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
            entry(out, '5', "x/", "");
            entry(out, '0', "x/town.raw.txt", LOG);
            entry(out, '0', "x/town.annotation.txt", LINKS);
            entry(out, '0', "x/picture.png", "skipped");
            entry(out, 'L', "././@LongLink", longName + "\0");
            entry(out, '0', longName.substring(0, 99), LOG);
            out.write(new byte[1024]);
        }

        var logs = IrcLogs.read(archive);

        assertThat(logs).extracting(IrcLog::name).containsExactly("long".repeat(40), "town");
        assertThat(logs.getLast().replies()).hasSize(1);
    }

    @Test
    void says_what_is_wrong_with_a_place() throws IOException {
        Path archive = folder.resolve("broken.tar.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(archive))) {
            out.write("no tar archive".repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> IrcLogs.read(archive)).hasMessageContaining("not a tar archive");

        Path cut = folder.resolve("cut.tar");
        var whole = new ByteArrayOutputStream();
        entry(whole, '0', "town.raw.txt", LOG);
        Files.write(cut, Arrays.copyOf(whole.toByteArray(), 520));
        assertThatThrownBy(() -> IrcLogs.read(cut)).hasMessageContaining("ends within town.raw.txt");

        assertThatThrownBy(() -> IrcLogs.read(folder.resolve("none"))).hasMessageContaining("There is no");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> IrcLogs.read(empty)).hasMessageContaining("holds no IRC log");
    }

    private static void entry(OutputStream out, char type, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, "%011o".formatted(bytes.length));
        header[156] = (byte) type;
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        out.write(header);
        out.write(bytes);
        out.write(new byte[(512 - bytes.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
