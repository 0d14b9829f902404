package chat.carillon.backend.sqlite;

import chat.carillon.backend.sqlite.db.Database;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.model.ConversationId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import chat.carillon.testkit.contract.StoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path directory;

    @Override
    protected Store open(Time time) {
        return SqliteStore.open(directory, time, Limits.DEFAULT);
    }

    @Override
    public Store withWrongMarker(ConversationId conversation, UserId user, long by) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Database.NAME));
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE member SET read_ordinal = read_ordinal + ? WHERE user = ?")) {
            update.setLong(1, by);
            update.setString(2, user.value());
            update.executeUpdate();
        }
        return world().store();
    }
}
