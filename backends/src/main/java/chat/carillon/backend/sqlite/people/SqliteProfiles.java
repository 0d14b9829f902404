package chat.carillon.backend.sqlite.people;

import chat.carillon.backend.sqlite.Rows;
import chat.carillon.backend.sqlite.db.Readers;
import chat.carillon.backend.sqlite.db.Writer;
import chat.carillon.core.people.Avatar;
import chat.carillon.core.people.Profile;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [ProfileStore] in SQLite. Thread-safe.
public final class SqliteProfiles implements ProfileStore {
    private static final String FIND = """
            SELECT wanted.value, p.title, p.time_zone, a.hash
            FROM json_each(?, '$.v') AS wanted
            LEFT JOIN profile AS p ON p.user = wanted.value
            LEFT JOIN avatar AS a ON a.user = wanted.value
            WHERE p.title IS NOT NULL OR p.time_zone IS NOT NULL OR a.hash IS NOT NULL
            """;
    private static final String DESCRIBE = """
            INSERT INTO profile (user, title, time_zone)
            VALUES (?, NULLIF(?, ''), NULLIF(?, ''))
            ON CONFLICT DO UPDATE SET
                title = CASE WHEN ? THEN excluded.title ELSE profile.title END,
                time_zone = CASE WHEN ? THEN excluded.time_zone ELSE profile.time_zone END
            """;
    private static final String SHOW = """
            INSERT INTO avatar (user, hash, media_type, image)
            VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET hash = excluded.hash, media_type = excluded.media_type, image = excluded.image
            """;

    private final Writer writer;
    private final Readers readers;

    public SqliteProfiles(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public Map<UserId, Profile> find(Collection<UserId> users) {
        return readers.read(session -> {
            var found = new HashMap<UserId, Profile>();
            try (ResultSet row = session.query(FIND).bind(Rows.jsonArray(users)).rows()) {
                while (row.next()) {
                    found.put(
                            new UserId(row.getString(1)),
                            new Profile(row.getString(2), row.getString(3), row.getString(4)));
                }
            }
            return found;
        });
    }

    @Override
    public void describe(UserId user, @Nullable String title, @Nullable String timeZone) {
        writer.write(session -> session.query(DESCRIBE)
                .bind(user.value())
                .bind(title)
                .bind(timeZone)
                .bind(title != null)
                .bind(timeZone != null)
                .update());
    }

    @Override
    public void show(UserId user, @Nullable Avatar avatar) {
        writer.write(session -> avatar == null
                ? session.query("DELETE FROM avatar WHERE user = ?")
                        .bind(user.value())
                        .update()
                : session.query(SHOW)
                        .bind(user.value())
                        .bind(avatar.hash())
                        .bind(avatar.mediaType())
                        .bind(avatar.image())
                        .update());
    }

    @Override
    public Optional<Avatar> avatar(UserId user, String hash) {
        return readers.read(
                session -> session.query("SELECT hash, media_type, image FROM avatar WHERE user = ? AND hash = ?")
                        .bind(user.value())
                        .bind(hash)
                        .first(row -> new Avatar(row.getString(1), row.getString(2), row.getBytes(3))));
    }
}
