package chat.carillon.server.config;

import chat.carillon.server.config.ServerConfig.LogFormat;
import chat.carillon.server.config.ServerConfig.LogLevel;
import chat.carillon.server.config.ServerConfig.Registration;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Every key there is, in the order of the reference page. Nothing else knows a key's name.
public final class ConfigKeys {
    /// An HS256 key shorter than the hash is weaker than the hash (RFC 7518, 3.2).
    private static final int MIN_SECRET_BYTES = 32;

    private static final int MAX_RATE = 1_000_000;

    // Every interface, as people expect of a server: in a container loopback would be out of reach, and there is
    // no default password that this could expose.
    public static final ConfigKey<String> HTTP_HOST = ConfigKey.of(
            "http.host",
            ConfigType.text("a host name or address", text -> text.matches("[A-Za-z0-9.:_-]{1,253}")),
            "0.0.0.0",
            "The address to listen on. `0.0.0.0`: all of IPv4; `::`: IPv4 and IPv6; `127.0.0.1`: this machine only, "
                    + "for example behind a proxy.");
    public static final ConfigKey<Integer> HTTP_PORT = ConfigKey.of(
            "http.port",
            ConfigType.integer(0, 65_535),
            "8080",
            "The port of everything: sockets, HTTP, metrics. `0`: any that is free.");
    public static final ConfigKey<List<String>> HTTP_ALLOWED_ORIGINS = ConfigKey.of(
            "http.allowedOrigins",
            ConfigType.listOf(ConfigType.text(
                    "an origin such as https://chat.example.org, or *",
                    text -> text.matches("\\*|https?://[A-Za-z0-9.:\\[\\]_-]+"))),
            "",
            "Web origins, besides the server's own, whose pages may call it. `*`: all, which is safe as long as "
                    + "clients keep their token out of cookies (Carillon sets none).");
    public static final ConfigKey<List<Network>> HTTP_TRUSTED_PROXIES = ConfigKey.of(
            "http.trustedProxies",
            ConfigType.listOf(ConfigType.network()),
            "",
            "Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Rate limits count what they name.");
    public static final ConfigKey<List<Network>> HTTP_METRICS_NETWORKS = ConfigKey.of(
            "http.metricsNetworks",
            ConfigType.listOf(ConfigType.network()),
            "127.0.0.0/8, ::1",
            "From where `/metrics` answers without a token; from elsewhere it asks for an administrator's. A request "
                    + "that a proxy forwarded counts as from where the proxy got it.");
    public static final ConfigKey<Integer> HTTP_MAX_BODY_BYTES = ConfigKey.of(
            "http.maxBodyBytes",
            ConfigType.bytes(1_024, 64 << 20),
            "1MiB",
            "Largest body of a request; 10,000 members in one call need about 700 KiB.");
    public static final ConfigKey<Integer> HTTP_MAX_CONCURRENT_REQUESTS = ConfigKey.of(
            "http.maxConcurrentRequests",
            ConfigType.integer(1, 100_000),
            "512",
            "HTTP requests that are worked on at a time; more are answered with `overloaded`.");
    public static final ConfigKey<Integer> HTTP_REQUESTS_PER_SECOND_PER_ADDRESS = ConfigKey.of(
            "http.requestsPerSecondPerAddress",
            ConfigType.integer(1, MAX_RATE),
            "1000",
            "HTTP requests a second of one remote address, for long. Users have `limits.requestsPerSecond` besides.");
    public static final ConfigKey<Integer> HTTP_REQUEST_BURST_PER_ADDRESS = ConfigKey.of(
            "http.requestBurstPerAddress",
            ConfigType.integer(1, MAX_RATE),
            "5000",
            "HTTP requests at once of one remote address after a pause.");
    public static final ConfigKey<Boolean> HTTP_WEB_CLIENT = ConfigKey.of(
            "http.webClient",
            ConfigType.truth(),
            "true",
            "Whether browsers get the web client at `/`. `false`: for servers that only applications talk to.");
    public static final ConfigKey<Path> TLS_CERT = ConfigKey.of(
            "tls.cert",
            ConfigType.path(),
            null,
            "The certificate chain, a PEM file. Unset: plain HTTP, for a proxy that ends TLS.");
    public static final ConfigKey<Path> TLS_KEY = ConfigKey.of(
            "tls.key", ConfigType.path(), null, "The private key of the certificate, a PEM file (PKCS #8).");
    public static final ConfigKey<Path> DATA_DIRECTORY = ConfigKey.of(
            "data.directory",
            ConfigType.path(),
            "./data",
            "Where the store and `operator.token` are. One process at a time.");
    public static final ConfigKey<String> NODE_NAME = ConfigKey.of(
            "node.name",
            ConfigType.text("1 to 64 letters, digits, '.', '_' or '-'", text -> text.matches("[A-Za-z0-9._-]{1,64}")),
            "carillon",
            "What this node is called in `welcome`, metrics and logs.");
    public static final ConfigKey<URI> NODE_PUBLIC_URL = ConfigKey.of(
            "node.publicUrl",
            ConfigType.address(),
            null,
            "Where clients reach this node and no other: nodes that go down name it in `drain`. Unset: clients come "
                    + "back through the address that they know, as they should behind a load balancer.");
    public static final ConfigKey<Duration> NODE_DRAIN_TIMEOUT = ConfigKey.of(
            "node.drainTimeout",
            ConfigType.duration(Duration.ZERO, Duration.ofMinutes(10)),
            "20s",
            "How long a node that was told to stop waits for its clients to go elsewhere, if there are other nodes.");
    public static final ConfigKey<Registration> AUTH_REGISTRATION = ConfigKey.of(
            "auth.registration",
            ConfigType.oneOf(Registration.class),
            "invite",
            "Who may make an account: anyone, who has an invitation of an administrator, or administrators only.");
    public static final ConfigKey<Duration> AUTH_TOKEN_LIFETIME = ConfigKey.of(
            "auth.tokenLifetime",
            ConfigType.duration(Duration.ofMinutes(1), Duration.ofDays(3_650)),
            "30d",
            "How long a login lasts.");
    public static final ConfigKey<Integer> AUTH_LOGINS_PER_MINUTE = ConfigKey.of(
            "auth.loginsPerMinute",
            ConfigType.integer(1, MAX_RATE),
            "10",
            "Attempts a minute of one address to log in as one user.");
    public static final ConfigKey<Integer> AUTH_LOGINS_PER_MINUTE_PER_USER = ConfigKey.of(
            "auth.loginsPerMinutePerUser",
            ConfigType.integer(1, MAX_RATE),
            "60",
            "Attempts a minute from anywhere to log in as one user.");
    public static final ConfigKey<Integer> AUTH_LOGINS_PER_MINUTE_PER_ADDRESS = ConfigKey.of(
            "auth.loginsPerMinutePerAddress",
            ConfigType.integer(1, MAX_RATE),
            "60",
            "Attempts a minute of one address to log in as anyone, and accounts it may make.");
    public static final ConfigKey<String> AUTH_JWT_SECRET = ConfigKey.secret(
            "auth.jwt.secret",
            ConfigType.text(
                    "at least " + MIN_SECRET_BYTES + " bytes",
                    text -> text.getBytes(StandardCharsets.UTF_8).length >= MIN_SECRET_BYTES),
            "The secret with which an application signs tokens for its users (HS256). Unset: none are accepted.");
    public static final ConfigKey<URI> AUTH_JWT_JWKS_URL = ConfigKey.of(
            "auth.jwt.jwksUrl",
            ConfigType.trustedUrl(),
            null,
            "Where the public keys of an identity provider are (RS256, ES256, EdDSA). Unset: none are accepted.");
    public static final ConfigKey<String> AUTH_JWT_ISSUER =
            ConfigKey.of("auth.jwt.issuer", claim(), null, "What the claim `iss` must be. Unset: it is not looked at.");
    public static final ConfigKey<String> AUTH_JWT_AUDIENCE = ConfigKey.of(
            "auth.jwt.audience", claim(), null, "What the claim `aud` must hold. Unset: it is not looked at.");
    public static final ConfigKey<Boolean> AUTH_JWT_ADMINISTRATORS = ConfigKey.of(
            "auth.jwt.administrators",
            ConfigType.truth(),
            "false",
            "Whether a signed claim `carillon_admin: true` makes an administrator.");
    public static final ConfigKey<Integer> ADMISSION_START_PER_SECOND = ConfigKey.of(
            "admission.startPerSecond",
            ConfigType.integer(1, MAX_RATE),
            "250",
            "Handshakes a second that a node lets in before it has learned what it can take.");
    public static final ConfigKey<Integer> ADMISSION_MIN_PER_SECOND = ConfigKey.of(
            "admission.minPerSecond",
            ConfigType.integer(1, MAX_RATE),
            "50",
            "Handshakes a second that are let in however busy the node is.");
    public static final ConfigKey<Integer> ADMISSION_MAX_PER_SECOND = ConfigKey.of(
            "admission.maxPerSecond",
            ConfigType.integer(1, MAX_RATE),
            "10000",
            "Handshakes a second that are let in at most. More are answered with 503 and `Retry-After`. In effect not "
                    + "lower than `admission.minPerSecond`.");
    public static final ConfigKey<Integer> AUDIT_PAIRS_PER_SECOND = ConfigKey.of(
            "audit.pairsPerSecond",
            ConfigType.integer(0, 1_000),
            "1",
            "Users a second of whom unread and mention counts are held against the log. 0: none.");
    public static final ConfigKey<Duration> AUDIT_RETENTION = ConfigKey.of(
            "audit.retention",
            ConfigType.duration(Duration.ofDays(1), Duration.ofDays(3_650)),
            "365d",
            "How long it is kept what administrators did.");
    public static final ConfigKey<LogLevel> LOG_LEVEL = ConfigKey.of(
            "log.level", ConfigType.oneOf(LogLevel.class), "info", "The least severe lines that are logged.");
    public static final ConfigKey<LogFormat> LOG_FORMAT = ConfigKey.of(
            "log.format",
            ConfigType.oneOf(LogFormat.class),
            "text",
            "Lines for people, or JSON objects for machines. Neither holds content or secrets.");

    /// All of them, limits last.
    public static final List<ConfigKey<?>> ALL = Stream.<ConfigKey<?>>concat(
                    Stream.of(
                            HTTP_HOST,
                            HTTP_PORT,
                            HTTP_ALLOWED_ORIGINS,
                            HTTP_TRUSTED_PROXIES,
                            HTTP_METRICS_NETWORKS,
                            HTTP_MAX_BODY_BYTES,
                            HTTP_MAX_CONCURRENT_REQUESTS,
                            HTTP_REQUESTS_PER_SECOND_PER_ADDRESS,
                            HTTP_REQUEST_BURST_PER_ADDRESS,
                            HTTP_WEB_CLIENT,
                            TLS_CERT,
                            TLS_KEY,
                            DATA_DIRECTORY,
                            NODE_NAME,
                            NODE_PUBLIC_URL,
                            NODE_DRAIN_TIMEOUT,
                            ClusterKeys.NODE_REGION,
                            AUTH_REGISTRATION,
                            AUTH_TOKEN_LIFETIME,
                            AUTH_LOGINS_PER_MINUTE,
                            AUTH_LOGINS_PER_MINUTE_PER_USER,
                            AUTH_LOGINS_PER_MINUTE_PER_ADDRESS,
                            AUTH_JWT_SECRET,
                            AUTH_JWT_JWKS_URL,
                            AUTH_JWT_ISSUER,
                            AUTH_JWT_AUDIENCE,
                            AUTH_JWT_ADMINISTRATORS,
                            ADMISSION_START_PER_SECOND,
                            ADMISSION_MIN_PER_SECOND,
                            ADMISSION_MAX_PER_SECOND,
                            AUDIT_PAIRS_PER_SECOND,
                            AUDIT_RETENTION,
                            LOG_LEVEL,
                            LOG_FORMAT),
                    Stream.of(ClusterKeys.ALL, PushKeys.ALL, LimitKeys.ALL).flatMap(List::stream))
            .toList();

    private ConfigKeys() {}

    private static ConfigType<String> claim() {
        return ConfigType.text("a text of 1 to 512 characters", text -> !text.isBlank() && text.length() <= 512);
    }
}
