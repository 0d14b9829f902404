package chat.carillon.server.config;

import chat.carillon.model.WireName;
import chat.carillon.protocol.Limits;
import chat.carillon.push.setup.PushSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that a node was told, checked. Made by [Configuration#server].
///
/// @param tls null: plain HTTP, for a proxy that ends TLS
/// @param dataDirectory where the store and `operator.token` are
public record ServerConfig(
        Node node,
        Http http,
        @Nullable Tls tls,
        Path dataDirectory,
        Cluster cluster,
        Auth auth,
        Admission admission,
        Absence absence,
        PushSettings push,
        Audit audit,
        Limits limits,
        Log log) {

    /// @param pairsPerSecond pairs of a user and a conversation whose counts are held against the log; 0: none
    /// @param retention how long it is kept what administrators did
    public record Audit(int pairsPerSecond, Duration retention) {}

    /// @param publicUrl where clients reach this node and no other; null: only through what stands in front of all
    /// @param drainTimeout how long a stopping node waits for its clients to go
    public record Node(String name, @Nullable URI publicUrl, Duration drainTimeout) {}

    /// @param port 0 means any that is free
    /// @param allowedOrigins web origins, besides the server's own, whose pages may connect
    /// @param trustedProxies who may say by `X-Forwarded-For` for whom they ask
    /// @param metricsNetworks from where `/metrics` is open without a token
    /// @param maxConcurrentRequests requests that are worked on at a time; more are answered `overloaded`
    /// @param webClient whether browsers get a chat here
    public record Http(
            String host,
            int port,
            List<String> allowedOrigins,
            List<Network> trustedProxies,
            List<Network> metricsNetworks,
            int maxBodyBytes,
            int maxConcurrentRequests,
            int requestsPerSecondPerAddress,
            int requestBurstPerAddress,
            boolean webClient) {}

    /// @param certificate chain in PEM
    /// @param key private key in PEM, PKCS #8
    public record Tls(Path certificate, Path key) {}

    /// What a node shares with others.
    ///
    /// @param postgres null: the embedded store
    public record Cluster(String region, @Nullable Postgres postgres, Broker broker) {}

    /// @param replicaUrl where history and search are read; null: where everything is
    public record Postgres(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String replicaUrl,
            int appendConnections,
            int readConnections) {

        /// Without its secrets, which may also stand in URLs.
        @Override
        public String toString() {
            return "Postgres[appendConnections=%d]".formatted(appendConnections);
        }
    }

    /// What carries hints between nodes.
    public sealed interface Broker {
        /// The node is alone.
        record None() implements Broker {}

        /// @param addresses of each region's Redis
        record Redis(Map<String, List<String>> addresses, boolean cluster, String prefix) implements Broker {
            /// Without addresses, which may hold passwords.
            @Override
            public String toString() {
                return "Redis[regions=%s]".formatted(addresses.keySet());
            }
        }

        /// @param servers of each region's Kafka
        /// @param properties for its clients
        record Kafka(Map<String, List<String>> servers, int partitions, Map<String, String> properties, String prefix)
                implements Broker {
            /// Without properties, which may hold passwords.
            @Override
            public String toString() {
                return "Kafka[servers=%s]".formatted(servers);
            }
        }
    }

    /// @param loginsPerMinute attempts of one address to log in as one user
    /// @param loginsPerMinutePerUser attempts from anywhere to log in as one user
    /// @param loginsPerMinutePerAddress attempts of one address to log in as anyone
    public record Auth(
            Registration registration,
            Duration tokenLifetime,
            int loginsPerMinute,
            int loginsPerMinutePerUser,
            int loginsPerMinutePerAddress,
            Jwt jwt) {}

    /// Who may make an account.
    public enum Registration implements WireName {
        /// Anyone.
        OPEN,
        /// Who holds an administrator's invitation.
        INVITE,
        /// Administrators only.
        OFF
    }

    /// Tokens signed by an application; off while there is neither a secret nor a JWKS address.
    ///
    /// @param administrators whether the claim `carillon_admin` is believed
    public record Jwt(
            @Nullable String secret,
            @Nullable URI jwksUrl,
            @Nullable String issuer,
            @Nullable String audience,
            boolean administrators) {

        /// Without its secret.
        @Override
        public String toString() {
            return "Jwt[secret=%s, jwksUrl=%s]".formatted(secret == null ? "none" : "set", jwksUrl);
        }
    }

    /// When absent members are told.
    ///
    /// @param ripeDirect how long a direct message waits for an ack
    /// @param ripeOther the same for groups and channels
    public record Absence(
            Duration ripeDirect, Duration ripeOther, Duration maxAge, Duration retention, Digests digests) {}

    /// What mails who was away for long.
    ///
    /// @param url where people reach this installation; null: no mail server is set up
    public record Digests(@Nullable URI url, Duration away, Duration period, int perMinute) {}

    /// Handshakes a second of the whole node.
    ///
    /// @param startPerSecond before it has learned what it can take
    public record Admission(int startPerSecond, int minPerSecond, int maxPerSecond) {}

    public record Log(LogLevel level, LogFormat format) {}

    public enum LogLevel implements WireName {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    public enum LogFormat implements WireName {
        /// For people.
        TEXT,
        /// One JSON object a line, for machines.
        JSON
    }
}
