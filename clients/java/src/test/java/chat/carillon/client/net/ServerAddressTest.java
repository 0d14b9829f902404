package chat.carillon.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    private static final ServerAddress OWN = ServerAddress.of(URI.create("https://chat.example.org"))
            .allowing(Set.of("*.nodes.example.org", "other.example.net"));

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, http://localhost:8080, ws://localhost:8080/v1/socket",
        "http://localhost:8080/, http://localhost:8080, ws://localhost:8080/v1/socket",
        "wss://chat.example.org/v1/socket, https://chat.example.org, wss://chat.example.org/v1/socket",
        "https://example.org/chat/, https://example.org/chat, wss://example.org/chat/v1/socket",
        "ws://[::1]:80, http://[::1]:80, ws://[::1]:80/v1/socket",
    })
    void understands_addresses_as_people_write_them(URI given, URI base, URI socket) {
        ServerAddress address = ServerAddress.of(given);

        assertThat(address.base()).isEqualTo(base);
        assertThat(address.socket()).isEqualTo(socket);
        assertThat(address.resolve("/v1/me")).isEqualTo(URI.create(base + "/v1/me"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example.org",
                "https://chat.example.org:8443/",
                "wss://CHAT.example.org/v1/socket",
                "https://chat-2.nodes.example.org/a/",
                "https://a.b.nodes.example.org",
                "https://other.example.net"
            })
    void believes_that_a_server_has_other_addresses_on_its_own_host_and_on_hosts_that_are_allowed(String named) {
        assertThat(OWN.sibling(named))
                .hasValueSatisfying(found -> assertThat(found.base()).hasScheme("https"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://chat.example.org",
                "https://nodes.example.org",
                "https://evilnodes.example.org",
                "https://chat.example.org.evil.net",
                "https://evil.net/.nodes.example.org",
                "https://evil.net#chat.example.org",
                "https://evil.net\\@chat.example.org",
                "https://chat.example.org@evil.net",
                "https://user@chat.example.org",
                "https://chat.example.org.",
                "https:chat.example.org",
                "ftp://chat.example.org",
                "file:///etc/passwd",
                "//chat.example.org",
                "",
                "https://",
                "nonsense"
            })
    void believes_nothing_else(String named) {
        assertThat(OWN.sibling(named)).isEmpty();
    }

    @Test
    void without_tls_it_may_be_sent_to_a_server_with_tls() {
        ServerAddress plain = ServerAddress.of(URI.create("http://localhost:8080"));

        assertThat(plain.sibling("http://localhost:8081")).isPresent();
        assertThat(plain.sibling("https://localhost:8081")).isPresent();
        assertThat(plain.sibling("https://localhost/" + "x".repeat(3_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.org", "https://chat.example.org", "a.*.example.org", "chat.example.org:8080", ""})
    void says_which_hosts_cannot_be_allowed(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OWN.allowing(Set.of(host)))
                .withMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://example.org", "http:///v1", "chat"})
    void says_what_it_expects(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.of(URI.create(given)))
                .withMessageContaining("expected");
    }
}
