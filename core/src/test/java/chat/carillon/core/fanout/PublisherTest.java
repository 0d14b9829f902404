package chat.carillon.core.fanout;

import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.bus.InProcessBus;
import chat.carillon.core.testing.Sample;
import chat.carillon.protocol.ServerFrame;
import chat.carillon.protocol.codec.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private final List<BusRecord> published = new ArrayList<>();
    private final List<String> heads = new ArrayList<>();
    private final InProcessBus bus = new InProcessBus();
    private final Publisher publisher =
            new Publisher(bus, (conversation, headSeq) -> heads.add(conversation + "/" + headSeq));

    @Test
    void what_is_appended_travels_as_the_frame_that_members_are_given() {
        bus.listen(published::add);
        publisher.appended(Sample.joined(7, BOB));

        assertThat(published).singleElement().isInstanceOfSatisfying(BusRecord.Appended.class, appended -> {
            assertThat(appended.seq()).isEqualTo(7);
            assertThat(appended.ordinal()).isEqualTo(7);
            assertThat(appended.changesMembership()).isTrue();
            assertThat(FrameCodec.decodeServer(appended.frame(), 0, appended.frame().length))
                    .contains(new ServerFrame.Live(Sample.joined(7, BOB)));
        });
    }

    @Test
    void what_was_durable_already_makes_the_local_feed_look() {
        publisher.alreadyDurable(C, 7);

        assertThat(heads).containsExactly("c/7");
        assertThat(published).isEmpty();
    }
}
