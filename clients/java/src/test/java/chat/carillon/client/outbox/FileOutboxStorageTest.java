package chat.carillon.client.outbox;

import static chat.carillon.client.outbox.Frames.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.carillon.model.ClientMessageId;
import chat.carillon.protocol.ClientFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutboxStorageTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("new").resolve("outbox");
    }

    private List<ClientFrame.Write> reopened() {
        try (var storage = FileOutboxStorage.open(file())) {
            return storage.load();
        }
    }

    @Test
    void keeps_what_was_added_and_not_removed_in_order() {
        try (var storage = FileOutboxStorage.open(file())) {
            assertThat(storage.load()).isEmpty();
            storage.add(send("a"));
            storage.add(send("b"));
            storage.add(send("c"));
            storage.remove(new ClientMessageId("b"));
            storage.remove(new ClientMessageId("unknown"));
        }

        assertThat(reopened()).containsExactly(send("a"), send("c"));
        assertThat(reopened()).containsExactly(send("a"), send("c"));
    }

    @Test
    void has_written_before_it_returns() throws IOException {
        try (var storage = FileOutboxStorage.open(file())) {
            storage.add(send("a"));

            assertThat(Files.readString(file())).contains("\"clientMessageId\":\"a\"");
        }
    }

    @Test
    void drops_a_line_that_a_crash_has_cut_off_wherever_it_was() throws IOException {
        try (var storage = FileOutboxStorage.open(file())) {
            storage.add(send("a"));
            storage.add(send("b"));
        }
        byte[] whole = Files.readAllBytes(file());
        int firstLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = firstLine; length < whole.length - 1; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));

            assertThat(reopened()).as("%d bytes", length).containsExactly(send("a"));
        }
    }

    @Test
    void drops_what_is_not_as_it_was_written() throws IOException {
        try (var storage = FileOutboxStorage.open(file())) {
            storage.add(send("a"));
        }
        Files.writeString(file(), "rubbish\n00000000 +{}\n\n", StandardOpenOption.APPEND);

        assertThat(reopened()).containsExactly(send("a"));
    }

    @Test
    void does_not_grow_with_what_was_answered() throws IOException {
        try (var storage = FileOutboxStorage.open(file())) {
            for (int i = 0; i < 1_100; i++) {
                storage.add(send("m" + i));
                storage.remove(new ClientMessageId("m" + i));
            }
            storage.add(send("last"));

            assertThat(Files.size(file())).isLessThan(50_000);
        }
        assertThat(reopened()).containsExactly(send("last"));
    }

    @Test
    void refuses_a_second_user_of_the_same_file() {
        try (var storage = FileOutboxStorage.open(file())) {
            storage.add(send("a"));

            assertThatExceptionOfType(OutboxStorageException.class)
                    .isThrownBy(() -> FileOutboxStorage.open(file()))
                    .withMessageContaining("another client uses it");
        }
    }
}
