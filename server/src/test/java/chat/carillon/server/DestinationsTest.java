package chat.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DestinationsTest {
    private static NodeRecord node(String name, String region, String address, int arrivals) {
        return new NodeRecord(name + "#1", region, "redis", 1, address, arrivals);
    }

    private static final NodeRecord SELF = node("n1", "west", "https://n1", 0);

    private static List<@Nullable String> places(Destinations destinations, int count) {
        List<@Nullable String> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(destinations.next());
        }
        return places;
    }

    @Test
    void each_node_is_named_as_often_as_it_has_room_compared_with_others_and_never_many_times_in_a_row() {
        var destinations = Destinations.of(
                SELF, List.of(node("n2", "west", "https://n2", 300), node("n3", "west", "https://n3", 100)));

        List<@Nullable String> places = places(destinations, 400);

        assertThat(destinations.perSecond()).isEqualTo(400);
        assertThat(Collections.frequency(places, "https://n2")).isEqualTo(300);
        assertThat(Collections.frequency(places, "https://n3")).isEqualTo(100);
        assertThat(places.subList(0, 8).stream().filter("https://n3"::equals)).hasSize(2);
    }

    @Test
    void nodes_that_take_nobody_are_not_named() {
        var destinations = Destinations.of(
                SELF, List.of(node("n2", "west", "https://n2", 0), node("n3", "west", "https://n3", 7)));

        assertThat(places(destinations, 5)).containsOnly("https://n3");
    }

    @Test
    void nodes_of_another_region_are_named_only_if_nobody_is_near() {
        NodeRecord far = node("n2", "east", "https://n2", 1_000);
        NodeRecord near = node("n3", "west", "https://n3", 10);

        assertThat(places(Destinations.of(SELF, List.of(far, near)), 5)).containsOnly("https://n3");
        assertThat(Destinations.of(SELF, List.of(far, near)).perSecond()).isEqualTo(10);
        assertThat(places(Destinations.of(SELF, List.of(far, near.withArrivals(0))), 5))
                .containsOnly("https://n2");
    }

    @Test
    void a_node_without_an_address_of_its_own_gets_its_share_through_what_stands_in_front() {
        var destinations =
                Destinations.of(SELF, List.of(node("n2", "west", "", 50), node("n3", "west", "https://n3", 50)));

        assertThat(places(destinations, 4))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(null, null, "https://n3", "https://n3"));
    }

    @Test
    void who_comes_alone_is_sent_by_chance_and_mostly_where_there_is_most_room() {
        var destinations =
                Destinations.of(SELF, List.of(node("n2", "west", "https://n2", 900), node("n3", "west", "", 100)));
        var random = new Random(1);

        List<@Nullable String> places = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            places.add(destinations.any(random));
        }

        assertThat(Collections.frequency(places, "https://n2")).isBetween(850, 950);
        assertThat(Collections.frequency(places, null)).isBetween(50, 150);
    }

    @Test
    void a_lone_node_names_nobody() {
        var destinations = Destinations.of(SELF, List.of());

        assertThat(destinations.any(new Random(1))).isNull();

        assertThat(destinations.perSecond()).isZero();
        assertThat(destinations.next()).isNull();
    }
}
