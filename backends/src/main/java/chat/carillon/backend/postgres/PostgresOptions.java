package chat.carillon.backend.postgres;

import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// How to reach the database, and how much of it to use.
///
/// @param url of JDBC; may name several servers and ask for the one that takes writes:
///     `jdbc:postgresql://a,b/carillon?targetServerType=primary`
/// @param user null: as the URL says
/// @param password null: as the URL says, or none is needed
/// @param replicaUrl where history and search may be read from, which may lag behind; null: the
///     same as everything else
/// @param appendConnections lanes, and appends that make progress at a time; at least 1
/// @param readConnections reads that make progress at a time; at least 1
/// @param connectTimeout how long to wait for a free connection, and for a new one
/// @param statementTimeout how long a single statement may take
public record PostgresOptions(
        String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String replicaUrl,
        int appendConnections,
        int readConnections,
        Duration connectTimeout,
        Duration statementTimeout) {
    /// Of a server's configuration too.
    public static final int DEFAULT_APPEND_CONNECTIONS = 4;

    private static final int DEFAULT_READ_CONNECTIONS = 8;
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    /// A server that answers at all answers within the statement's time; then the network is given
    /// so much more.
    private static final Duration MAX_SILENCE = Duration.ofSeconds(2);

    public PostgresOptions {
        if (appendConnections < 1 || readConnections < 1) {
            throw new IllegalArgumentException("a store needs connections for appends and for reads");
        }
        if (connectTimeout.toMillis() < 250 || statementTimeout.toMillis() < 100) {
            throw new IllegalArgumentException("connecting needs 250 ms at least, a statement 100 ms");
        }
    }

    /// Everything else as usual.
    public static PostgresOptions of(String url) {
        return new PostgresOptions(
                url,
                null,
                null,
                null,
                DEFAULT_APPEND_CONNECTIONS,
                DEFAULT_READ_CONNECTIONS,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_STATEMENT_TIMEOUT);
    }

    public PostgresOptions withLogin(@Nullable String user, @Nullable String password) {
        return new PostgresOptions(
                url, user, password, replicaUrl, appendConnections, readConnections, connectTimeout, statementTimeout);
    }

    public PostgresOptions withReplica(@Nullable String replicaUrl) {
        return new PostgresOptions(
                url, user, password, replicaUrl, appendConnections, readConnections, connectTimeout, statementTimeout);
    }

    public PostgresOptions withConnections(int appendConnections, int readConnections) {
        return new PostgresOptions(
                url, user, password, replicaUrl, appendConnections, readConnections, connectTimeout, statementTimeout);
    }

    public PostgresOptions withTimeouts(Duration connectTimeout, Duration statementTimeout) {
        return new PostgresOptions(
                url, user, password, replicaUrl, appendConnections, readConnections, connectTimeout, statementTimeout);
    }

    /// As the driver names them.
    public Properties properties() {
        var properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "carillon");
        properties.setProperty("connectTimeout", seconds(connectTimeout));
        properties.setProperty("socketTimeout", seconds(statementTimeout.plus(MAX_SILENCE)));
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    /// Without secrets, which may also stand in URLs.
    @Override
    public String toString() {
        return "PostgresOptions[appendConnections=%d, readConnections=%d]"
                .formatted(appendConnections, readConnections);
    }
}
