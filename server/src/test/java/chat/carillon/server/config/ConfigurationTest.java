package chat.carillon.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.protocol.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void defaults_alone_make_a_server() {
        ServerConfig config = load("", Map.of(), Map.of()).server();

        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.tls()).isNull();
        assertThat(config.auth().jwt().secret()).isNull();
        assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(config.dataDirectory()).isEqualTo(Path.of("./data"));
    }

    @Test
    void the_command_line_beats_the_environment_which_beats_the_file() {
        String file = "http { port = 1, host = a, allowedOrigins = [\"https://a.example\", \"https://b.example\"] }";
        Configuration configuration = load(
                file,
                Map.of("CARILLON_HTTP_PORT", "2", "CARILLON_LIMITS_MAX_FRAME_BYTES", "64KiB"),
                Map.of("http.port", "3"));

        ServerConfig config = configuration.server();
        assertThat(config.http().port()).isEqualTo(3);
        assertThat(config.http().host()).isEqualTo("a");
        assertThat(config.http().allowedOrigins()).containsExactly("https://a.example", "https://b.example");
        assertThat(config.limits().maxFrameBytes()).isEqualTo(65_536);
        assertThat(origin(configuration, "http.port")).isEqualTo("command line");
        assertThat(origin(configuration, "http.host")).endsWith("carillon.conf, line 1");
        assertThat(origin(configuration, "limits.maxFrameBytes")).isEqualTo("variable CARILLON_LIMITS_MAX_FRAME_BYTES");
        assertThat(origin(configuration, "tls.cert")).isEqualTo("default");
    }

    @Test
    void what_it_prints_is_a_configuration_file_that_means_the_same() {
        Configuration first = load(
                "limits.helloTimeout = 3s, node.name = blue, http.trustedProxies = [\"10.0.0.0/8\", \"::1\"]",
                Map.of(),
                Map.of("data.directory", "/srv/with space/\"quotes\""));
        String printed =
                String.join("\n", first.settings().stream().map(Setting::line).toList());

        Configuration second = load(printed, Map.of(), Map.of());

        assertThat(second.settings().stream().map(Setting::text))
                .isEqualTo(first.settings().stream().map(Setting::text).toList());
    }

    @Test
    void a_secret_comes_from_a_file_and_is_never_shown() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Configuration configuration = load("", Map.of("CARILLON_AUTH_JWT_SECRET_FILE", secret.toString()), Map.of());

        assertThat(configuration.server().auth().jwt().secret()).isEqualTo(SECRET);
        assertThat(configuration.settings().stream().map(Setting::line)).noneMatch(line -> line.contains(SECRET));
        assertThat(configuration.settings().toString()).doesNotContain(SECRET);
        assertThat(configuration.server().toString()).doesNotContain(SECRET);
    }

    @Test
    void a_secret_may_not_come_from_two_places() {
        assertThatThrownBy(() -> load(
                        "", Map.of("CARILLON_AUTH_JWT_SECRET", SECRET, "CARILLON_AUTH_JWT_SECRET_FILE", "x"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("both are set");
    }

    @Test
    void a_short_secret_is_refused_without_being_shown() {
        assertThatThrownBy(() -> load("", Map.of("CARILLON_AUTH_JWT_SECRET", "tooshort"), Map.of()))
                .hasMessage("auth.jwt.secret: (hidden) (expected: at least 32 bytes), "
                        + "set by variable CARILLON_AUTH_JWT_SECRET");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http.port = 70000        | http.port: '70000' (expected: a whole number from 0 to 65535)
            http.prot = 1            | ; did you mean http.port?
            zzz = 1                  | zzz: there is no such key, set by
            auth.registration = all  | auth.registration: 'all' (expected: one of open, invite, off)
            limits.heartbeat = 30    | limits.heartbeat: '30' (expected: a duration from 100ms to 1h
            limits.maxTextChars = 0  | limits.maxTextChars: '0' (expected: a whole number from 1 to 1000000)
            auth.jwt.jwksUrl = "http://idp.example/keys" | (expected: an https:// address
            node.publicUrl = "chat-1:8080" | node.publicUrl: 'chat-1:8080' (expected: an address such as https://chat-1
            node.publicUrl = "https://chat-1/?to=x" | (expected: an address such as https://chat-1
            node.publicUrl = "https://ada@chat-1" | (expected: an address such as https://chat-1
            http.trustedProxies = [proxy] | http.trustedProxies: 'proxy' (expected: a list; each: an address or network
            tls.cert = a.pem         | tls.cert and tls.key: only one of them is set
            http { port = {          | the configuration file cannot be understood
            """)
    void what_cannot_be_used_is_named_with_what_is_expected(String file, String message) {
        assertThatThrownBy(() -> load(file, Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_variable_with_a_slip_gets_a_warning_and_those_of_kubernetes_do_not() {
        Configuration configuration = load(
                "",
                Map.of(
                        "CARILLON_HTTP_PROT", "1",
                        "CARILLON_SERVICE_HOST", "10.0.0.1",
                        "CARILLON_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                        "CARILLON_JAVA_OPTS", "-Xmx1g",
                        "HOME", "/"),
                Map.of());

        assertThat(configuration.warnings())
                .containsExactly("the variable CARILLON_HTTP_PROT is not known and has no effect; "
                        + "did you mean CARILLON_HTTP_PORT?");
    }

    @Test
    void an_empty_variable_sets_nothing() {
        Configuration configuration = load("http.port = 9", Map.of("CARILLON_HTTP_PORT", ""), Map.of());

        assertThat(configuration.server().http().port()).isEqualTo(9);
    }

    @Test
    void a_missing_file_is_an_error() {
        assertThatThrownBy(() -> ConfigLoader.load(folder.resolve("none.conf"), Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void every_key_has_a_variable_of_its_own() {
        assertThat(ConfigKeys.ALL.stream().map(ConfigKey::variable)).doesNotHaveDuplicates();
        assertThat(ConfigKeys.ALL.stream().map(ConfigKey::path))
                .filteredOn(path -> path.startsWith("limits."))
                .hasSize(Limits.class.getRecordComponents().length);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.6, false",
        "fd00::/9, fd7f::1, true",
        "fd00::/9, fd80::1, false",
        "0.0.0.0/0, ::1, false"
    })
    void a_network_holds_its_addresses(String network, String address, boolean contained) {
        assertThat(Network.parse(network)
                        .orElseThrow()
                        .contains(Network.address(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @Test
    void durations_are_written_in_the_largest_whole_unit() {
        assertThat(ConfigType.text(Duration.ofDays(30))).isEqualTo("30d");
        assertThat(ConfigType.text(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(ConfigType.text(Duration.ofMillis(1_500))).isEqualTo("1500ms");
        assertThat(ConfigType.text(Duration.ZERO)).isEqualTo("0ms");
    }

    private static String origin(Configuration configuration, String path) {
        return configuration.settings().stream()
                .filter(setting -> setting.key().path().equals(path))
                .findFirst()
                .orElseThrow()
                .origin();
    }

    private Configuration load(String file, Map<String, String> environment, Map<String, String> commandLine) {
        try {
            Path path = Files.writeString(folder.resolve("carillon.conf"), file);
            return ConfigLoader.load(path, environment, commandLine);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
