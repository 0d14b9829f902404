package chat.carillon.backend.migrate;

import chat.carillon.backend.migrate.Migration.Mode;
import chat.carillon.backend.postgres.PostgresOptions;
import chat.carillon.backend.postgres.TestDatabase;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.services.postgres.PostgresServer;
import chat.carillon.services.postgres.PostgresServer.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long a store takes from SQLite to PostgreSQL, with everything that production has, and back. Run by hand; its
/// arguments: messages, conversations. Prints a line for each part.
final class MigrationMeasurement {
    private static final int BATCH = 500;
    private static final int USERS = 50;
    private static final String WORDS = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor "
            + "incididunt ut labore et dolore magna aliqua ";

    private final int messages;
    private final int conversations;

    private MigrationMeasurement(int messages, int conversations) {
        this.messages = messages;
        this.conversations = conversations;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        var measurement = new MigrationMeasurement(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        Path folder = Files.createTempDirectory("carillon-migration-");
        try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"), Durability.FULL)) {
            TestDatabase.execute(server.url("postgres"), "CREATE DATABASE carillon");
            Place sqlite = new Place.Directory(folder.resolve("sqlite"));
            Place postgres = new Place.Database(PostgresOptions.of(server.url("carillon")));
            measurement.live(sqlite);
            measurement.run(sqlite, postgres);
            printSizes(sqlite, postgres);
            measurement.run(postgres, new Place.Directory(folder.resolve("back")));
        }
    }

    private void live(Place place) {
        try (Store store = Stores.open(place)) {
            var users = new ArrayList<UserId>();
            for (int i = 0; i < USERS; i++) {
                users.add(new UserId("user" + i));
                store.accounts().create(new Account(users.get(i), "User " + i, false, false, 1), null);
            }
            for (int i = 0; i < conversations; i++) {
                store.conversations()
                        .create(new NewConversation(
                                id(i),
                                ConversationKind.GROUP,
                                null,
                                null,
                                Settings.of(ConversationKind.GROUP),
                                users.getFirst(),
                                users,
                                1));
            }
            for (int first = 0; first < messages; first += BATCH) {
                var batch = new ArrayList<NewEntry>();
                for (int i = first; i < Math.min(messages, first + BATCH); i++) {
                    batch.add(message(i, users));
                }
                store.log().append(batch);
            }
        }
    }

    private static void printSizes(Place sqlite, Place postgres) throws SQLException {
        for (Place place : List.of(sqlite, postgres)) {
            String sql = place.equals(sqlite)
                    ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
                    : "SELECT pg_database_size(current_database())";
            try (Connection connection = DriverManager.getConnection(Stores.url(place));
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                System.out.printf("%s: %,d bytes%n", place.label(), row.next() ? row.getLong(1) : 0);
            }
        }
    }

    private static ConversationId id(int number) {
        return new ConversationId("conversation-" + number);
    }

    private NewEntry message(int number, List<UserId> users) {
        int from = Math.floorMod(number * 31, WORDS.length() / 2);
        String text = number + " " + WORDS.substring(from) + Integer.toString(number * 7_919, 36);
        return new NewEntry(
                id(Math.floorMod(number * 17, conversations)),
                users.get(number % USERS),
                Authority.MEMBER,
                new ClientMessageId("%012x".formatted(number)),
                number,
                new EntryBody.Posted(text, null, null, List.of()));
    }

    private void run(Place from, Place to) {
        var clock = new MigrationListener() {
            private long startNanos = System.nanoTime();
            private String phase = "";

            @Override
            public void phase(String what) {
                if (!phase.isEmpty()) {
                    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
                    System.out.printf(
                            "%-100s %6d ms %,9d messages/s%n",
                            phase, took.toMillis(), messages * 1_000L / Math.max(1, took.toMillis()));
                }
                phase = what;
                startNanos = System.nanoTime();
            }

            @Override
            public void at(long done, long total) {}
        };
        MigrationResult result = Migration.run(from, to, Mode.MOVE, clock);
        clock.phase("");
        System.out.println(result);
    }
}
