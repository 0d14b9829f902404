package chat.carillon.backend.postgres.people;

import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.people.Avatar;
import chat.carillon.core.people.Profile;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// [ProfileStore] in PostgreSQL. Thread-safe.
public final class PostgresProfiles implements ProfileStore {
    private static final String FIND = """
            SELECT wanted.user_id, p.title, p.time_zone, a.hash
            FROM unnest(?) AS wanted (user_id)
            LEFT JOIN profile AS p ON p.user_id = wanted.user_id
            LEFT JOIN avatar AS a ON a.user_id = wanted.user_id
            WHERE p.title IS NOT NULL OR p.time_zone IS NOT NULL OR a.hash IS NOT NULL
            """;
    private static final String DESCRIBE = """
            INSERT INTO profile (user_id, title, time_zone)
            VALUES (?, NULLIF(?, ''), NULLIF(?, ''))
            ON CONFLICT (user_id) DO UPDATE SET
                title = CASE WHEN ? THEN excluded.title ELSE profile.title END,
                time_zone = CASE WHEN ? THEN excluded.time_zone ELSE profile.time_zone END
            """;
    private static final String SHOW = """
            INSERT INTO avatar (user_id, hash, media_type, image)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (user_id)
                DO UPDATE SET hash = excluded.hash, media_type = excluded.media_type, image = excluded.image
            """;

    private final Writes writes;
    private final Reads reads;

    public PostgresProfiles(Writes writes, Reads reads) {
        this.writes = writes;
        this.reads = reads;
    }

    /// A user and what they told.
    private record Told(UserId user, Profile profile) {}

    @Override
    public Map<UserId, Profile> find(Collection<UserId> users) {
        return reads
                .read(session -> session.query(FIND)
                        .texts(users, UserId::value)
                        .list(row -> new Told(
                                new UserId(row.getString(1)),
                                new Profile(row.getString(2), row.getString(3), row.getString(4)))))
                .stream()
                .collect(Collectors.toMap(Told::user, Told::profile, (one, _) -> one));
    }

    @Override
    public void describe(UserId user, @Nullable String title, @Nullable String timeZone) {
        writes.write(session -> session.query(DESCRIBE)
                .bind(user.value())
                .bind(title)
                .bind(timeZone)
                .bind(title != null)
                .bind(timeZone != null)
                .update());
    }

    @Override
    public void show(UserId user, @Nullable Avatar avatar) {
        writes.write(session -> avatar == null
                ? session.query("DELETE FROM avatar WHERE user_id = ?")
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
        return reads.read(
                session -> session.query("SELECT hash, media_type, image FROM avatar WHERE user_id = ? AND hash = ?")
                        .bind(user.value())
                        .bind(hash)
                        .first(row -> new Avatar(row.getString(1), row.getString(2), row.getBytes(3))));
    }
}
