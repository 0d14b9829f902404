package chat.carillon.core.push.digest;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.push.digest.DigestContext.UnreadLog;
import chat.carillon.core.push.digest.DigestPlan.Reason;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestPlannerTest {
    private static final Duration AWAY = Duration.ofHours(8);
    private static final Duration PERIOD = Duration.ofHours(24);
    private static final long GONE = 1_000_000_000_000L;
    private static final long NOW = GONE + AWAY.toMillis();
    private static final UserId BOB = new UserId("bob");

    private final DigestPlanner planner = new DigestPlanner(AWAY, PERIOD);
    private final Map<ConversationId, ConversationWish> conversationWishes = new HashMap<>();
    private Mailbox mailbox =
            Mailbox.of(BOB).at("bob@example.org").wanting(true, GONE).confirmed(GONE);
    private Wishes wishes = Wishes.of(BOB);
    private boolean active = true;

    private static UnreadLog log(String id, ConversationKind kind, long messages, long mentions, long newestMillis) {
        var conversation = new ConversationId(id);
        var head = new Conversation.Head(conversation, 50, 40, 1, 1, 3, newestMillis);
        var member = new Member(conversation, BOB, Role.MEMBER, 1, 0, 10, 40 - messages, 10);
        return new UnreadLog(
                new Membership(
                        new Conversation(conversation, kind, id, null, Conversation.Settings.of(kind), head),
                        member,
                        List.of(),
                        mentions),
                newestMillis);
    }

    private static UnreadLog direct() {
        return log("direct", ConversationKind.DIRECT, 2, 0, GONE + 1);
    }

    private DigestPlan plan(long now, UnreadLog... unread) {
        return planner.plan(new DigestContext(mailbox, active, wishes, conversationWishes, List.of(unread)), now);
    }

    private List<String> told(UnreadLog... unread) {
        return plan(NOW, unread) instanceof DigestPlan.Mail(List<UnreadLog> told)
                ? told.stream().map(log -> log.id().value()).toList()
                : List.of();
    }

    private void notNow(Reason reason, long lookAt, UnreadLog... unread) {
        assertThat(plan(NOW, unread)).isEqualTo(new DigestPlan.Later(reason, lookAt));
    }

    @Test
    void who_was_away_long_enough_is_mailed_and_not_a_moment_earlier() {
        assertThat(told(direct())).containsExactly("direct");
        assertThat(plan(NOW - 1, direct())).isEqualTo(new DigestPlan.Later(Reason.HERE, NOW));
    }

    @Test
    void nothing_unread_is_no_mail() {
        notNow(Reason.NOTHING, NOW + Duration.ofMinutes(15).toMillis());
    }

    @Test
    void what_was_unread_before_the_user_went_is_counted_but_is_no_reason() {
        UnreadLog old = log("old", ConversationKind.DIRECT, 7, 0, 0);

        notNow(Reason.NOTHING, NOW + Duration.ofMinutes(15).toMillis(), old);
        assertThat(told(old, direct())).containsExactlyInAnyOrder("old", "direct");
    }

    @Test
    void a_user_has_one_digest_in_a_period() {
        mailbox = mailbox.due(NOW - PERIOD.toMillis() + 1, PERIOD).handed().sent("");
        notNow(Reason.TOLD, NOW + 1, direct());

        mailbox = mailbox.due(NOW - PERIOD.toMillis(), PERIOD).handed().sent("");
        assertThat(told(direct())).hasSize(1);
    }

    @Test
    void one_that_was_dropped_does_not_use_up_the_period() {
        mailbox = mailbox.due(NOW - 10, PERIOD).dropped(NOW, "");

        assertThat(told(direct())).hasSize(1);
    }

    @Test
    void closed_mailboxes_get_nothing() {
        long later = NOW + Duration.ofMinutes(15).toMillis();
        Mailbox open = mailbox;
        mailbox = open.wanting(false, NOW);
        notNow(Reason.CLOSED, later, direct());

        mailbox = open.at("other@example.org");
        notNow(Reason.CLOSED, later, direct());

        mailbox = open;
        active = false;
        notNow(Reason.CLOSED, later, direct());
    }

    @Test
    void quiet_hours_and_snoozing_are_waited_for() {
        long later = NOW + Duration.ofMinutes(15).toMillis();
        wishes = new Wishes(
                BOB, NotificationLevel.ALL, NotificationLevel.ALL, NotificationLevel.MENTIONS, null, NOW + 1, true);
        notNow(Reason.QUIET, later, direct());

        wishes = new Wishes(
                BOB,
                NotificationLevel.ALL,
                NotificationLevel.ALL,
                NotificationLevel.MENTIONS,
                QuietHours.parse("00:00", "23:59", "UTC"),
                0,
                true);
        notNow(Reason.QUIET, later, direct());
    }

    @Test
    void levels_and_mutes_decide_what_is_told() {
        UnreadLog channel = log("channel", ConversationKind.CHANNEL, 100, 0, GONE + 1);
        UnreadLog named = log("named", ConversationKind.CHANNEL, 100, 1, GONE + 1);
        assertThat(told(channel)).as("channels: mentions only").isEmpty();
        assertThat(told(named, channel)).containsExactly("named");

        conversationWishes.put(channel.id(), new ConversationWish(BOB, channel.id(), NotificationLevel.ALL, 0));
        conversationWishes.put(named.id(), new ConversationWish(BOB, named.id(), NotificationLevel.NONE, 0));
        assertThat(told(named, channel)).containsExactly("channel");

        conversationWishes.put(channel.id(), new ConversationWish(BOB, channel.id(), NotificationLevel.ALL, NOW + 1));
        assertThat(told(named, channel)).as("muted").isEmpty();
    }

    @Test
    void direct_conversations_come_first_then_mentions_then_the_newest_and_no_more_than_a_mail_holds() {
        UnreadLog[] groups = IntStream.range(0, 30)
                .mapToObj(i -> log("group" + (10 + i), ConversationKind.GROUP, 1, i == 7 ? 2 : 0, GONE + i + 1))
                .toArray(UnreadLog[]::new);
        var all = new UnreadLog[31];
        System.arraycopy(groups, 0, all, 0, 30);
        all[30] = direct();

        assertThat(told(all)).hasSize(20).startsWith("direct", "group17", "group39", "group38");
    }

    @Test
    void a_digest_that_is_due_is_sent_though_nothing_new_came_since_it_was_decided() {
        mailbox = mailbox.due(NOW, PERIOD);
        var context = new DigestContext(mailbox, true, wishes, Map.of(), List.of(direct()));
        assertThat(DigestContext.sinceMillis(mailbox)).isEqualTo(GONE);
        assertThat(planner.planDue(context, NOW)).isInstanceOf(DigestPlan.Mail.class);

        var back = new DigestContext(mailbox.attendedAt(NOW), true, wishes, Map.of(), List.of(direct()));
        assertThat(planner.planDue(back, NOW + 1)).isEqualTo(new DigestPlan.Later(Reason.HERE, NOW + AWAY.toMillis()));
    }
}
