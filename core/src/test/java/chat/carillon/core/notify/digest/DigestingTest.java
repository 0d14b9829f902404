package chat.carillon.core.notify.digest;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.notify.digest.DigestWorld.DigestNode;
import chat.carillon.core.push.Digest;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.digest.DigestPlan.Reason;
import chat.carillon.core.push.digest.Mailbox.State;
import chat.carillon.model.ConversationId;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestingTest {
    private static final Duration LONG = Duration.ofHours(9);
    private static final int MAX_CALLS = 200;

    private final DigestWorld world = new DigestWorld();

    @Test
    void who_is_away_gets_one_digest_with_what_was_written() {
        DigestNode node = world.node();
        world.post("hello\nBob");
        world.post("are you there?");
        world.pass(LONG);

        assertThat(world.mails()).hasSize(1);
        Digest digest = world.mails().getFirst();
        assertThat(digest.address()).isEqualTo("bob@example.org");
        assertThat(digest.userName()).isEqualTo("The bob");
        assertThat(digest.unsubscribe()).hasToString("https://chat.example.org/u/bob");
        Digest.Unread unread = digest.conversations().getFirst();
        assertThat(unread.conversationName()).isEqualTo("The ann");
        assertThat(unread.messages()).isEqualTo(2);
        assertThat(unread.lines()).extracting(Digest.Line::text).containsExactly("hello\nBob", "are you there?");
        assertThat(world.mailbox().turn().state()).isEqualTo(State.SENT);
        assertThat(node.counters().came(State.SENT)).isEqualTo(1);
        assertThat(node.counters().notNow(Reason.NOTHING)).isZero();
    }

    @Test
    void without_lines_it_tells_numbers_and_names() {
        world.settings(new DigestSettings(DigestWorld.AWAY, DigestWorld.PERIOD, 60, false));
        world.node();
        world.post("secret");
        world.pass(LONG);

        Digest.Unread unread = world.mails().getFirst().conversations().getFirst();
        assertThat(unread.lines()).isEmpty();
        assertThat(unread.messages()).isEqualTo(1);
    }

    @Test
    void who_is_there_gets_none_on_whatever_node() {
        world.node();
        world.node();
        world.comes("bob");
        world.post("hello");
        world.pass(Duration.ofDays(3));
        assertThat(world.mails()).isEmpty();

        world.goes("bob");
        world.post("gone?");
        world.pass(Duration.ofHours(7));
        assertThat(world.mails()).isEmpty();
        world.pass(Duration.ofHours(2));
        assertThat(world.mails()).hasSize(1);
    }

    @Test
    void three_nodes_send_one_in_a_period_and_another_only_if_something_new_came() {
        for (int i = 0; i < 3; i++) {
            world.node();
        }
        world.post("hello");
        world.pass(Duration.ofDays(4));
        assertThat(world.mails()).as("nothing new came").hasSize(1);

        world.post("hello again");
        world.pass(Duration.ofHours(1));
        assertThat(world.mails()).hasSize(2);
        world.post("and again");
        world.pass(Duration.ofHours(22));
        assertThat(world.mails()).as("one in a period").hasSize(2);
        world.pass(Duration.ofHours(2));
        assertThat(world.mails()).hasSize(3);
        assertThat(world.mails()).extracting(Digest::id).doesNotHaveDuplicates();
    }

    @Test
    void what_was_read_is_not_mailed() {
        world.node();
        long seq = world.post("hello");
        world.read(seq);
        world.pass(Duration.ofDays(1));

        assertThat(world.mails()).isEmpty();
    }

    @Test
    void what_others_talk_about_is_no_reason_to_tell_of_an_old_mention_again() {
        world.node();
        ConversationId channel = world.channel();
        world.post(channel, "lunch, @bob?");
        world.pass(LONG);
        assertThat(world.mails()).hasSize(1);

        for (int day = 0; day < 3; day++) {
            world.post(channel, "they go on talking");
            world.pass(Duration.ofDays(1));
        }
        assertThat(world.mails()).as("nothing means Bob").hasSize(1);
        world.post(channel, "@bob, still there?");
        for (int i = 0; i < 200; i++) {
            world.post(channel, "they go on talking");
        }
        world.pass(Duration.ofDays(1));
        assertThat(world.mails()).hasSize(2);
    }

    @Test
    void a_message_that_was_deleted_is_no_reason() {
        world.node();
        world.delete(world.post("forget it"));
        world.pass(Duration.ofDays(1));

        assertThat(world.mails()).isEmpty();
    }

    @Test
    void one_that_cannot_be_decided_keeps_nobody_else_from_theirs() {
        world.node();
        world.wants("abe");
        world.spoil("abe", 0);
        world.post("hello");
        world.pass(LONG);

        assertThat(world.mails()).extracting(Digest::address).containsExactly("bob@example.org");
    }

    @Test
    void one_that_cannot_be_written_is_given_up_in_the_end() {
        world.node();
        world.wants("abe");
        world.pass(Duration.ofSeconds(1));
        world.post(world.groupWithAbe(), "hello");
        world.spoil("abe", 1);
        world.post("hello");
        world.pass(Duration.ofDays(1));

        assertThat(world.mails()).extracting(Digest::address).containsExactly("bob@example.org");
        assertThat(world.mailbox("abe").turn().state()).isEqualTo(State.FAILED);
        assertThat(world.mailbox("abe").turn().outcome()).contains("defect");
    }

    @Test
    void who_unsubscribes_gets_no_more() {
        world.node();
        world.post("hello");
        world.pass(LONG);
        world.unsubscribes();
        world.post("hello again");
        world.pass(Duration.ofDays(3));

        assertThat(world.mails()).hasSize(1);
    }

    @Test
    void what_fails_is_tried_again_ever_more_rarely_under_one_id() {
        DigestNode node = world.node();
        world.answer(_ -> new PushResult.Retry(null, "busy"));
        world.post("hello");
        world.pass(DigestWorld.AWAY.plusMinutes(2));
        assertThat(world.mails().size()).isBetween(4, 9);

        world.answer(_ -> new PushResult.Accepted(null));
        world.pass(Duration.ofMinutes(30));
        assertThat(node.counters().came(State.SENT)).isEqualTo(1);
        assertThat(world.mails())
                .extracting(Digest::id)
                .containsOnly(world.mailbox().digestId());

        world.answer(_ -> new PushResult.Retry(null, "busy"));
        world.post("hello again");
        world.pass(Duration.ofDays(2));
        assertThat(world.mailbox().turn().state()).as("given up").isEqualTo(State.FAILED);
    }

    @Test
    void who_comes_back_before_it_is_sent_gets_none() {
        world.node();
        world.answer(_ -> new PushResult.Retry(Duration.ofMinutes(10), "later"));
        world.post("hello");
        world.pass(DigestWorld.AWAY.plusMinutes(2));
        assertThat(world.mails()).hasSize(1);

        world.comes("bob");
        world.answer(_ -> new PushResult.Accepted(null));
        world.pass(Duration.ofHours(1));

        assertThat(world.mails()).hasSize(1);
        assertThat(world.mailbox().turn().state()).isEqualTo(State.DROPPED);
    }

    @Test
    void a_mailbox_that_does_not_exist_is_tried_once() {
        world.node();
        world.answer(_ -> new PushResult.InvalidTarget("550"));
        world.post("hello");
        world.pass(Duration.ofDays(3));

        assertThat(world.mails()).hasSize(1);
        assertThat(world.mailbox().isConfirmed()).isFalse();
    }

    @Test
    void a_node_sends_no_more_than_so_many_a_minute() {
        world.settings(new DigestSettings(DigestWorld.AWAY, DigestWorld.PERIOD, 1, true));
        world.node();
        var retries = new AtomicInteger();
        world.answer(_ -> {
            retries.incrementAndGet();
            return new PushResult.Retry(null, "busy");
        });
        world.post("hello");
        world.pass(DigestWorld.AWAY.plusMinutes(5));

        assertThat(retries.get()).isBetween(2, 7);
    }

    /// A node is killed before, or after, each of its calls to the store; another goes on.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void at_most_one_is_sent_whenever_a_node_is_killed(boolean before) {
        int deaths = 0;
        int lost = 0;
        boolean died = true;
        for (int call = 1; died && call < MAX_CALLS; call++) {
            var other = new DigestWorld();
            other.settings(new DigestSettings(Duration.ofSeconds(20), DigestWorld.PERIOD, 60, true));
            DigestNode victim = other.node(killing(call, before));
            other.post("hello");
            other.pass(Duration.ofSeconds(30));
            died = victim.isDead();
            victim.kill();
            other.node();
            other.pass(Duration.ofMinutes(5));
            assertThat(other.mails()).as("killed at call " + call).hasSizeLessThanOrEqualTo(1);
            lost += other.mails().isEmpty() ? 1 : 0;
            deaths += died ? 1 : 0;
        }

        assertThat(died).as("the last node lives through it").isFalse();
        assertThat(deaths).isGreaterThan(10);
        assertThat(lost)
                .as("lost only where it died between noting that the mail server is given it and giving it")
                .isEqualTo(before ? 0 : 1);
    }

    private static DigestWorld.Calls killing(int fatal, boolean before) {
        var calls = new AtomicInteger();
        return new DigestWorld.Calls() {
            @Override
            public void before() {
                if (before && calls.incrementAndGet() == fatal) {
                    throw new DigestWorld.Killed();
                }
            }

            @Override
            public void after() {
                if (!before && calls.incrementAndGet() == fatal) {
                    throw new DigestWorld.Killed();
                }
            }
        };
    }

    @Test
    void nobody_is_looked_at_while_nobody_wants_digests() {
        var quiet = new DigestWorld();
        quiet.unsubscribes();
        DigestNode node = quiet.node();
        quiet.post("hello");
        quiet.pass(Duration.ofDays(2));

        assertThat(Arrays.stream(Reason.values())
                        .mapToLong(node.counters()::notNow)
                        .sum())
                .isZero();
    }
}
