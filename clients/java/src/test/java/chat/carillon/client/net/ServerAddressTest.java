package chat.carillon.client.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
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
    @ValueSource(strings = {"localhost:8080", "ftp://example.org", "http:///v1", "chat"})
    void says_what_it_expects(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.of(URI.create(given)))
                .withMessageContaining("expected");
    }
}
