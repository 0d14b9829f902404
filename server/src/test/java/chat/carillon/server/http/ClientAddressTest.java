package chat.carillon.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.server.config.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private final ClientAddress addresses =
            new ClientAddress(List.of(Network.parse("10.0.0.0/8").orElseThrow()));

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            203.0.113.9 | -                                | 203.0.113.9  | true
            203.0.113.9 | 198.51.100.1                     | 203.0.113.9  | false
            10.0.0.1    | 198.51.100.1                     | 198.51.100.1 | true
            10.0.0.1    | 198.51.100.1, 10.0.0.2           | 198.51.100.1 | true
            10.0.0.1    | 192.0.2.66, 198.51.100.1         | 198.51.100.1 | true
            10.0.0.1    | nonsense                         | 10.0.0.1     | true
            10.0.0.1    | 192.0.2.66, nonsense, 10.0.0.2   | 10.0.0.2     | true
            """)
    void what_a_proxy_says_counts_if_the_proxy_is_trusted(
            String peer, String forwardedFor, String client, boolean direct) {
        var found = addresses.of(address(peer), forwardedFor, forwardedFor != null);

        assertThat(found.address()).isEqualTo(address(client));
        assertThat(found.direct()).isEqualTo(direct);
    }

    @Test
    void a_household_counts_as_one() {
        assertThat(key("2001:db8::1")).isEqualTo(key("2001:db8::ffff")).isNotEqualTo(key("2001:db8:0:1::1"));
        assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
    }

    @Test
    void a_household_is_written_as_its_network() {
        assertThat(key("2001:db8:1:2::5")).isEqualTo("2001:db8:1:2::/64");
        assertThat(key("::1")).isEqualTo("::1");
        assertThat(key("192.0.2.1")).isEqualTo("192.0.2.1");
    }

    private String key(String address) {
        return addresses.of(address(address), null, false).key();
    }

    private static InetAddress address(String text) {
        return Network.address(text).orElseThrow();
    }
}
