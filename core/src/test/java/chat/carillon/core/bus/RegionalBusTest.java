package chat.carillon.core.bus;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.RecordingBus;
import chat.carillon.model.ConversationId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionalBusTest {
    private static final ConversationId C = new ConversationId("c");
    private static final BusRecord.OfConversation TYPING = new BusRecord.Ephemeral(C, new byte[0]);

    private final RecordingBus home = new RecordingBus();
    private final RecordingBus abroad = new RecordingBus();
    private final RegionalBus bus = new RegionalBus(home, List.of(abroad));

    @Test
    void speaks_at_home_only() {
        bus.publish(TYPING);
        bus.send(Set.of("two#1"), TYPING);
        bus.broadcast(TYPING);
        bus.tell(new BusRecord.Presence(List.of(), List.of()));

        assertThat(home.carried).hasSize(3);
        assertThat(abroad.carried).isEmpty();
        assertThat(home.told).hasSize(1);
        assertThat(abroad.told).isEmpty();
    }

    @Test
    void listens_everywhere() {
        bus.subscribe(C);
        assertThat(home.subscribed).containsExactly(C);
        assertThat(abroad.subscribed).containsExactly(C);

        bus.unsubscribe(C);
        assertThat(home.subscribed).isEmpty();
        assertThat(abroad.subscribed).isEmpty();
    }

    @Test
    void one_region_that_cannot_be_heard_makes_it_suspect() {
        assertThat(bus.healthy()).isTrue();
        abroad.healthy = false;
        assertThat(bus.healthy()).isFalse();
    }

    @Test
    void every_link_is_expected_to_carry_every_node() {
        bus.expect(Set.of("two#1"));

        assertThat(home.expected).containsExactly("two#1");
        assertThat(abroad.expected).containsExactly("two#1");
    }
}
