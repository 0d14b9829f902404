package chat.carillon.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.backend.postgres.PostgresStore;
import chat.carillon.cli.CarillonMain;
import chat.carillon.cli.server.EmbeddedStore;
import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.SystemTime;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.postgres.PostgresServer.Durability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `carillon migrate` on a real PostgreSQL, as an operator runs it.
class MigrateCommandTest {
    private static final ConversationId CONVERSATION = new ConversationId("c1");
    private static final UserId ANN = new UserId("ann");

    @TempDir
    private static Path serverFolder;

    private static PostgresServer server;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start(serverFolder, Durability.NONE);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    /// What the command said, after it ended with this code.
    private String migrate(int code, String... arguments) {
        out.reset();
        err.reset();
        String[] all = new String[arguments.length + 1];
        all[0] = "migrate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(CarillonMain.run(all))
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(code);
        return (code == 0 ? out : err).toString(StandardCharsets.UTF_8);
    }

    private String directory(String name) {
        return folder.resolve(name).toString();
    }

    private Store embedded(String directory) {
        return EmbeddedStore.open(Path.of(directory), Limits.DEFAULT, new SystemTime());
    }

    private static Store database() {
        return PostgresStore.open(PostgresOptions.of(server.url("postgres")), Limits.DEFAULT);
    }

    private static void live(Store store) {
        store.accounts().create(new Account(ANN, "Ann", true, false, 1), "hash");
        store.conversations()
                .create(new NewConversation(
                        CONVERSATION,
                        ConversationKind.CHANNEL,
                        "general",
                        null,
                        Settings.of(ConversationKind.CHANNEL),
                        ANN,
                        List.of(),
                        1));
        assertThat(post(store, "one")).isInstanceOf(AppendResult.Appended.class);
    }

    private static AppendResult post(Store store, String text) {
        var body = new EntryBody.Posted(text, null, null, List.of());
        return store.log()
                .append(List.of(new NewEntry(CONVERSATION, ANN, Authority.MEMBER, new ClientMessageId(text), 1, body)))
                .getFirst();
    }

    /// One server, so one database: a story in order.
    @Test
    void a_store_goes_to_postgresql_and_comes_back_with_what_happened_there() {
        String source = directory("source");
        String back = directory("back");
        String url = server.url("postgres");
        try (Store store = embedded(source)) {
            live(store);
        }

        assertThat(migrate(0, "--from", source, "--to", url, "--list"))
                .contains("c1: 2 entries, 1 messages, 1 members, head seq 2, head ordinal 1, SHA-256 ")
                .containsPattern("(?m)^conversation +1$")
                .contains("1 messages. Both stores are the same: SHA-256 ")
                .contains("Serve jdbc:postgresql://127.0.0.1:")
                .endsWith(source + " is closed to servers.\n")
                .doesNotContain("user=");
        assertThat(migrate(0, "--from", source, "--to", url, "--verify-only")).contains("Both stores are the same");
        assertThat(migrate(1, "--from", source, "--to", url)).contains(" is not empty, it has rows of kind ");
        try (Store store = database()) {
            assertThat(post(store, "one")).isInstanceOf(AppendResult.Duplicate.class);
            assertThat(post(store, "two"))
                    .isInstanceOfSatisfying(
                            AppendResult.Appended.class,
                            appended -> assertThat(appended.entry().seq()).isEqualTo(3));
        }
        assertThat(migrate(1, "--from", source, "--to", url, "--verify-only"))
                .contains("The stores are not the same: conversation c1 differs: its entries: 2 in the source, 3 in the"
                        + " target.");
        assertThat(migrate(1, "--from", source, "--to", back)).contains("carillon migrate --reopen");

        assertThat(migrate(0, "--from", url, "--to", back)).contains("Both stores are the same");
        try (Store store = embedded(back)) {
            assertThat(post(store, "two")).isInstanceOf(AppendResult.Duplicate.class);
        }
        assertThat(migrate(0, "--reopen", source)).contains("can be served again");
        embedded(source).close();
        assertThat(migrate(0, "--from", source, "--to", directory("copy"), "--copy"))
                .contains(source + " is as it was.");
        embedded(source).close();
    }

    @Test
    void says_in_a_sentence_what_it_cannot_do() {
        String nowhere = directory("nowhere");
        assertThat(migrate(1, "--from", nowhere, "--to", directory("target")))
                .contains("There is no store in " + nowhere + ".")
                .doesNotContain("\tat ");
        assertThat(migrate(1, "--from", "jdbc:mysql://localhost/x", "--to", nowhere))
                .contains("store.postgres.url", "expected: jdbc:postgresql://");
        assertThat(migrate(2, "--from", nowhere)).contains("--to");
        assertThat(migrate(2)).contains("--from", "--reopen");
        assertThat(migrate(1, "--reopen", nowhere)).contains("There is no store in ");
    }

    @Test
    void a_password_in_a_url_is_refused_and_not_shown() {
        assertThat(migrate(1, "--from", directory("x"), "--to", server.url("postgres") + "&password=sesame"))
                .startsWith("A command line is no place for a password")
                .contains("CARILLON_STORE_POSTGRES_PASSWORD_FILE")
                .doesNotContain("sesame");
    }
}
