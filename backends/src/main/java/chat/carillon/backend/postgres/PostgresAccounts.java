package chat.carillon.backend.postgres;

import chat.carillon.backend.column.Folding;
import chat.carillon.backend.postgres.db.Reads;
import chat.carillon.backend.postgres.db.Session;
import chat.carillon.backend.postgres.db.Writes;
import chat.carillon.core.store.AccountStore;
import chat.carillon.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// [AccountStore] in PostgreSQL. Thread-safe.
final class PostgresAccounts implements AccountStore {
    private static final String ACCOUNT =
            "SELECT user_id, display_name, administrator, disabled, created_at FROM account WHERE ";
    private static final String INSERT = """
            INSERT INTO account (user_id, display_name, folded_name, administrator, disabled, created_at,
                                 password_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String UPDATE = """
            UPDATE account SET
                display_name = COALESCE(?, display_name),
                folded_name = COALESCE(?, folded_name),
                administrator = CASE WHEN ? THEN ? ELSE administrator END,
                disabled = CASE WHEN ? THEN ? ELSE disabled END
            WHERE user_id = ?
            """;
    private static final String LIST = ACCOUNT + "user_id > ?"
            + " AND (position(? IN user_id) > 0 OR position(? IN folded_name) > 0) ORDER BY user_id LIMIT ?";
    private static final String ANY_ADMINISTRATOR =
            "SELECT EXISTS (SELECT 1 FROM account WHERE administrator AND NOT disabled)";
    private static final String TOKEN = "SELECT sha256, user_id, label, created_at, expires_at FROM token WHERE ";
    private static final String INSERT_TOKEN = """
            INSERT INTO token (sha256, user_id, label, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /// Deletes and notes what it has deleted, in one statement: a login that commits between two would be gone unseen.
    private static final String REVOKE = """
            WITH gone AS (DELETE FROM token WHERE sha256 = ? RETURNING user_id, sha256),
            noted AS (
                INSERT INTO revocation (revoked_at, user_id, sha256) SELECT ?, user_id, sha256 FROM gone
                ON CONFLICT DO NOTHING)
            SELECT count(*)::int FROM gone
            """;

    private static final String REVOKE_ALL = """
            WITH gone AS (DELETE FROM token WHERE user_id = ? RETURNING user_id, sha256),
            noted AS (
                INSERT INTO revocation (revoked_at, user_id, sha256)
                SELECT ?, user_id, sha256 FROM (SELECT user_id, sha256 FROM gone UNION ALL SELECT ?, '') AS all_of_them
                ON CONFLICT DO NOTHING),
            asleep AS (DELETE FROM device WHERE user_id = ?)
            SELECT count(*)::int FROM gone
            """;
    private static final String REVOKED_SINCE = "SELECT user_id, sha256, revoked_at FROM revocation"
            + " WHERE (revoked_at, user_id, sha256) > (?, ?, ?) ORDER BY revoked_at, user_id, sha256 LIMIT ?";

    private final Writes writes;
    private final Reads reads;
    private final LongUnaryOperator clock;

    /// @param clock makes the store's time of the database's
    PostgresAccounts(Writes writes, Reads reads, LongUnaryOperator clock) {
        this.writes = writes;
        this.reads = reads;
        this.clock = clock;
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new UserId(row.getString(1)), row.getString(2), row.getBoolean(3), row.getBoolean(4), row.getLong(5));
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getString(1), new UserId(row.getString(2)), row.getString(3), row.getLong(4), row.getLong(5));
    }

    private static Revocation revocation(ResultSet row) throws SQLException {
        String sha256 = row.getString(2);
        return new Revocation(new UserId(row.getString(1)), sha256.isEmpty() ? null : sha256, row.getLong(3));
    }

    @Override
    public boolean create(Account account, @Nullable String passwordHash) {
        return writes.write(session -> {
            session.identify();
            return session.query(INSERT)
                            .bind(account.user().value())
                            .bind(account.displayName())
                            .bind(Folding.folded(account.displayName()))
                            .bind(account.administrator())
                            .bind(account.disabled())
                            .bind(account.createdAtMillis())
                            .bind(passwordHash)
                            .update()
                    > 0;
        });
    }

    @Override
    public Optional<Account> find(UserId user) {
        return reads.read(session ->
                session.query(ACCOUNT + "user_id = ?").bind(user.value()).first(PostgresAccounts::account));
    }

    @Override
    public List<Account> find(Collection<UserId> users) {
        return reads.read(session -> session.query(ACCOUNT + "user_id = ANY (?) ORDER BY user_id")
                .texts(users, UserId::value)
                .list(PostgresAccounts::account));
    }

    @Override
    public Set<UserId> existing(Collection<UserId> users) {
        return users.isEmpty()
                ? Set.of()
                : Set.copyOf(reads.read(session -> session.query(UserQueries.EXISTING)
                        .texts(users, UserId::value)
                        .list(Rows::user)));
    }

    @Override
    public List<Account> list(@Nullable String query, @Nullable UserId afterUser, int limit) {
        String folded = Folding.folded(query);
        return reads.read(session -> session.query(LIST)
                .bind(afterUser == null ? "" : afterUser.value())
                .bind(folded)
                .bind(folded)
                .bind(limit)
                .list(PostgresAccounts::account));
    }

    @Override
    public Optional<String> passwordHash(UserId user) {
        return reads.read(session -> session.query("SELECT password_hash FROM account WHERE user_id = ?")
                .bind(user.value())
                .first(row -> row.getString(1)));
    }

    @Override
    public void setPasswordHash(UserId user, @Nullable String passwordHash) {
        writes.write(session -> {
            session.query("UPDATE account SET password_hash = ? WHERE user_id = ?")
                    .bind(passwordHash)
                    .bind(user.value())
                    .update();
            return revoke(session, user);
        });
    }

    @Override
    public void update(UserId user, AccountChange change) {
        String name = change.displayName();
        writes.write(session -> {
            session.query(UPDATE)
                    .bind(name)
                    .bind(name == null ? null : Folding.folded(name))
                    .bind(change.administrator() != null)
                    .bind(Boolean.TRUE.equals(change.administrator()))
                    .bind(change.disabled() != null)
                    .bind(change.disables())
                    .bind(user.value())
                    .update();
            return change.disables() ? revoke(session, user) : 0;
        });
    }

    @Override
    public boolean anyAdministrator() {
        return reads.read(session ->
                session.query(ANY_ADMINISTRATOR).first(row -> row.getBoolean(1)).orElse(false));
    }

    @Override
    public void createToken(Token token) {
        writes.write(session -> session.query(INSERT_TOKEN)
                .bind(token.sha256())
                .bind(token.user().value())
                .bind(token.label())
                .bind(token.createdAtMillis())
                .bind(token.expiresAtMillis())
                .update());
    }

    @Override
    public Optional<Token> token(String sha256) {
        return reads.read(
                session -> session.query(TOKEN + "sha256 = ?").bind(sha256).first(PostgresAccounts::token));
    }

    @Override
    public List<Token> tokensOf(UserId user) {
        return reads.read(session -> session.query(TOKEN + "user_id = ? ORDER BY created_at, sha256")
                .bind(user.value())
                .list(PostgresAccounts::token));
    }

    @Override
    public List<Token> tokensLabelled(String label, long atMillis, int limit) {
        return reads.read(session -> session.query(
                        TOKEN + "label = ? AND expires_at > ? ORDER BY created_at DESC, sha256 DESC LIMIT ?")
                .bind(label)
                .bind(atMillis)
                .bind(limit)
                .list(PostgresAccounts::token));
    }

    @Override
    public boolean revokeToken(String sha256) {
        return writes.write(session -> {
            session.identify();
            return session.query(REVOKE)
                            .bind(sha256)
                            .bind(nowMillis(session))
                            .first(row -> row.getInt(1))
                            .orElse(0)
                    > 0;
        });
    }

    @Override
    public int revokeTokensOf(UserId user) {
        return writes.write(session -> {
            session.identify();
            return revoke(session, user);
        });
    }

    private int revoke(Session session, UserId user) throws SQLException {
        return session.query(REVOKE_ALL)
                .bind(user.value())
                .bind(nowMillis(session))
                .bind(user.value())
                .bind(user.value())
                .first(row -> row.getInt(1))
                .orElse(0);
    }

    private long nowMillis(Session session) throws SQLException {
        return clock.applyAsLong(
                session.query(PostgresLog.NOW).first(row -> row.getLong(1)).orElseThrow());
    }

    @Override
    public void deleteTokensExpiredBefore(long atMillis) {
        writes.write(session -> session.query("DELETE FROM token WHERE expires_at < ?")
                .bind(atMillis)
                .update());
    }

    @Override
    public List<Revocation> revokedSince(long sinceMillis, @Nullable Revocation after, int limit) {
        return reads.read(session -> session.query(REVOKED_SINCE)
                .bind(after == null ? sinceMillis : after.atMillis())
                .bind(after == null ? "" : after.user().value())
                .bind(after == null ? "" : Objects.requireNonNullElse(after.sha256(), ""))
                .bind(limit)
                .list(PostgresAccounts::revocation));
    }

    @Override
    public void deleteRevocationsBefore(long atMillis) {
        writes.write(session -> session.query("DELETE FROM revocation WHERE revoked_at < ?")
                .bind(atMillis)
                .update());
    }

    @Override
    public byte[] secret(String name, byte[] fresh) {
        return writes.write(session -> {
            session.query("INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .bind(name)
                    .bind(fresh)
                    .update();
            return session.query("SELECT value FROM secret WHERE name = ?")
                    .bind(name)
                    .first(row -> row.getBytes(1))
                    .orElseThrow();
        });
    }
}
