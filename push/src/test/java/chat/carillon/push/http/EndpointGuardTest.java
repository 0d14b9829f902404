package chat.carillon.push.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.push.http.EndpointGuard.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointGuardTest {
    private static EndpointGuard leadingTo(String... addresses) {
        return new EndpointGuard(
                _ -> Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    private static Route route(EndpointGuard guard, String endpoint, Reach reach) {
        return guard.route(URI.create(endpoint), reach);
    }

    @Test
    void the_answer_is_the_address_to_connect_to() {
        var guard = leadingTo("1.1.1.1", "2606:4700::1111");

        assertThat(route(guard, "https://push.test/x", Reach.PUBLIC))
                .isEqualTo(new Route.To(new InetSocketAddress(InetAddress.ofLiteral("1.1.1.1"), 443)));
        assertThat(route(guard, "https://push.test:8443/x", Reach.PUBLIC))
                .isEqualTo(new Route.To(new InetSocketAddress(InetAddress.ofLiteral("1.1.1.1"), 8443)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://1.1.1.1/x",
                "https://127.0.0.1/x",
                "https://127.1/x",
                "https://[::1]/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://[fe80::1]/x",
                "https://169.254.169.254/latest/meta-data",
                "https://10.0.0.7/x"
            })
    void an_endpoint_that_names_a_private_address_is_forbidden_for_good(String endpoint) {
        assertThat(route(new EndpointGuard(Resolver.system()), endpoint, Reach.PUBLIC))
                .isInstanceOf(Route.Forbidden.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://2130706433/x", "https://0x7f000001/x", "https://127.0.0.1./x", "https:///x"})
    void no_spelling_of_loopback_gets_through(String endpoint) {
        assertThat(route(new EndpointGuard(Resolver.system()), endpoint, Reach.PUBLIC))
                .isNotInstanceOf(Route.To.class);
    }

    @Test
    void one_private_address_among_public_ones_is_enough_to_refuse() {
        var guard = leadingTo("1.1.1.1", "10.0.0.1");

        assertThat(route(guard, "https://push.test/x", Reach.PUBLIC)).isInstanceOf(Route.Astray.class);
    }

    @Test
    void a_name_that_leads_to_a_private_address_may_be_the_name_servers_fault() {
        assertThat(route(leadingTo("192.168.0.1"), "https://push.test/x", Reach.PUBLIC))
                .isInstanceOf(Route.Astray.class);
        assertThat(route(leadingTo("192.168.0.1"), "https://push.test/x", Reach.PUBLIC_OR_LOOPBACK))
                .isInstanceOf(Route.Astray.class);
    }

    @Test
    void loopback_is_for_who_allows_it_and_http_for_loopback() {
        var loopback = leadingTo("127.0.0.1");

        assertThat(route(loopback, "http://push.test/x", Reach.PUBLIC_OR_LOOPBACK))
                .isInstanceOf(Route.To.class);
        assertThat(route(loopback, "https://push.test/x", Reach.PUBLIC_OR_LOOPBACK))
                .isInstanceOf(Route.To.class);
        assertThat(route(loopback, "https://push.test/x", Reach.PUBLIC)).isInstanceOf(Route.Astray.class);
        assertThat(route(leadingTo("1.1.1.1"), "http://push.test/x", Reach.PUBLIC_OR_LOOPBACK))
                .isInstanceOf(Route.Astray.class);
    }

    @Test
    void what_the_operator_names_may_be_anywhere() {
        assertThat(route(leadingTo("10.0.0.1"), "http://intranet/x", Reach.ANYWHERE))
                .isEqualTo(new Route.To(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 80)));
    }

    @Test
    void a_name_that_nobody_knows_is_unknown_and_not_forbidden() {
        var guard = new EndpointGuard(host -> {
            throw new UnknownHostException(host);
        });

        assertThat(route(guard, "https://push.test/x", Reach.PUBLIC)).isInstanceOf(Route.Unknown.class);
        assertThat(route(new EndpointGuard(_ -> List.of()), "https://push.test/x", Reach.PUBLIC))
                .isInstanceOf(Route.Unknown.class);
    }
}
