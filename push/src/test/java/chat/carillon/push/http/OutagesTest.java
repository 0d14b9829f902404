package chat.carillon.push.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.testkit.ManualTime;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private final ManualTime time = new ManualTime();
    private final Outages outages = new Outages(time);
    private final InetAddress address = InetAddress.getLoopbackAddress();

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            outages.failed(address);
        }
    }

    @Test
    void an_address_that_fails_again_and_again_is_left_alone_for_a_while() {
        fail(3);
        assertThat(outages.pausing(address)).isFalse();
        fail(1);
        assertThat(outages.pausing(address)).isTrue();

        time.advance(Duration.ofSeconds(31));
        assertThat(outages.pausing(address)).isFalse();
        fail(1);
        assertThat(outages.pausing(address)).isTrue();
    }

    @Test
    void one_answer_ends_it() {
        fail(3);
        outages.answered(address);
        fail(3);

        assertThat(outages.pausing(address)).isFalse();
    }
}
