package chat.carillon.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Every key with the value in force and where it came from. Immutable; made by [ConfigLoader].
public final class Configuration {
    private final Map<ConfigKey<?>, Setting> settings;
    private final List<String> warnings;

    Configuration(Map<ConfigKey<?>, Setting> settings, List<String> warnings) {
        this.settings = new LinkedHashMap<>(settings);
        this.warnings = List.copyOf(warnings);
    }

    /// In the order of the reference page.
    public List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /// What looks like a mistake but need not be one; a sentence each.
    public List<String> warnings() {
        return warnings;
    }

    /// The typed form.
    ///
    /// @throws ConfigException if two values do not go together
    public ServerConfig server() {
        return new ServerConfig(
                new ServerConfig.Node(
                        value(ConfigKeys.NODE_NAME),
                        find(ConfigKeys.NODE_PUBLIC_URL),
                        value(ConfigKeys.NODE_DRAIN_TIMEOUT)),
                http(),
                tls(),
                value(ConfigKeys.DATA_DIRECTORY),
                ClusterKeys.cluster(this),
                auth(),
                admission(),
                PushKeys.absence(this),
                PushKeys.push(this),
                new ServerConfig.Audit(value(ConfigKeys.AUDIT_PAIRS_PER_SECOND), value(ConfigKeys.AUDIT_RETENTION)),
                LimitKeys.limits(this::value, value(PushKeys.PUSH_RIPE_OTHER).dividedBy(2)),
                new ServerConfig.Log(value(ConfigKeys.LOG_LEVEL), value(ConfigKeys.LOG_FORMAT)));
    }

    private ServerConfig.Http http() {
        return new ServerConfig.Http(
                value(ConfigKeys.HTTP_HOST),
                value(ConfigKeys.HTTP_PORT),
                value(ConfigKeys.HTTP_ALLOWED_ORIGINS),
                value(ConfigKeys.HTTP_TRUSTED_PROXIES),
                value(ConfigKeys.HTTP_METRICS_NETWORKS),
                value(ConfigKeys.HTTP_MAX_BODY_BYTES),
                value(ConfigKeys.HTTP_MAX_CONCURRENT_REQUESTS),
                value(ConfigKeys.HTTP_REQUESTS_PER_SECOND_PER_ADDRESS),
                value(ConfigKeys.HTTP_REQUEST_BURST_PER_ADDRESS),
                value(ConfigKeys.HTTP_WEB_CLIENT));
    }

    private ServerConfig.@Nullable Tls tls() {
        var certificate = find(ConfigKeys.TLS_CERT);
        var key = find(ConfigKeys.TLS_KEY);
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new ConfigException("tls.cert and tls.key: only one of them is set (expected: both, or neither)");
        }
        return new ServerConfig.Tls(certificate, key);
    }

    private ServerConfig.Auth auth() {
        return new ServerConfig.Auth(
                value(ConfigKeys.AUTH_REGISTRATION),
                value(ConfigKeys.AUTH_TOKEN_LIFETIME),
                value(ConfigKeys.AUTH_LOGINS_PER_MINUTE),
                value(ConfigKeys.AUTH_LOGINS_PER_MINUTE_PER_USER),
                value(ConfigKeys.AUTH_LOGINS_PER_MINUTE_PER_ADDRESS),
                new ServerConfig.Jwt(
                        find(ConfigKeys.AUTH_JWT_SECRET),
                        find(ConfigKeys.AUTH_JWT_JWKS_URL),
                        find(ConfigKeys.AUTH_JWT_ISSUER),
                        find(ConfigKeys.AUTH_JWT_AUDIENCE),
                        value(ConfigKeys.AUTH_JWT_ADMINISTRATORS)));
    }

    private ServerConfig.Admission admission() {
        return new ServerConfig.Admission(
                value(ConfigKeys.ADMISSION_START_PER_SECOND),
                value(ConfigKeys.ADMISSION_MIN_PER_SECOND),
                value(ConfigKeys.ADMISSION_MAX_PER_SECOND));
    }

    <T> T value(ConfigKey<T> key) {
        return Objects.requireNonNull(find(key), key.path());
    }

    <T> @Nullable T find(ConfigKey<T> key) {
        Setting setting = Objects.requireNonNull(settings.get(key), key.path());
        String text = setting.text();
        return text == null ? null : key.type().parser().parse(text).orElseThrow(() -> unexpected(setting));
    }

    /// An address may hold one where it should not.
    private static boolean holdsPassword(Setting setting) {
        return setting.text() != null && setting.text().matches("(?i).*(password=|://[^/]*:[^/]*@).*");
    }

    static ConfigException unexpected(Setting setting) {
        ConfigKey<?> key = setting.key();
        String shown = key.secret() || holdsPassword(setting) ? "(hidden)" : "'" + setting.text() + "'";
        return new ConfigException("%s: %s (expected: %s), set by %s"
                .formatted(key.path(), shown, key.type().expectation(), setting.origin()));
    }
}
