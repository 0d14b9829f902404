package chat.carillon.core.push.plan;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Member;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.Candidate.Ack;
import chat.carillon.core.push.plan.RipeMessage.Broadcast;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PushPlannerTest {
    private static final long NOW = 1_000_000;
    private static final ConversationId HERE = new ConversationId("here");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final DeviceId TABLET = new DeviceId("tablet");
    private static final DeviceId DESK = new DeviceId("desk");

    private final Map<DeviceId, Ack> acks = new HashMap<>();
    private ConversationKind kind = ConversationKind.DIRECT;
    private Wishes wishes = Wishes.of(BOB);
    private ConversationWish wish = ConversationWish.of(BOB, HERE);
    private List<PushDevice> devices = List.of(device(PHONE, 0));
    private Map<Long, Set<UserId>> threads = Map.of();
    private long readSeq;
    private boolean webhook;

    private static PushDevice device(DeviceId device, long registeredAtMillis) {
        return new PushDevice(BOB, device, new PushTarget.Fcm("token-of-" + device), "", registeredAtMillis);
    }

    private static RipeMessage message(Broadcast broadcast, @Nullable Long thread, UserId... mentioned) {
        return new RipeMessage(5, ANN, NOW - 10_000, thread, false, Set.of(mentioned), broadcast);
    }

    private static RipeMessage plain() {
        return message(Broadcast.NONE, null);
    }

    private Candidate bob() {
        return new Candidate(new Member(HERE, BOB, Role.MEMBER, 1, 0, readSeq, 0, 0), wishes, wish, acks, devices);
    }

    private PlanningContext context(RipeMessage... messages) {
        var head = new Conversation.Head(HERE, 9, 9, 1, 1, 2, NOW - 10_000);
        var conversation = new Conversation(HERE, kind, "here", null, Conversation.Settings.of(kind), head);
        var candidates = new LinkedHashMap<UserId, Candidate>();
        candidates.put(BOB, bob());
        return new PlanningContext(conversation, 4, 9, 0, List.of(messages), threads, candidates);
    }

    private Decision decided(RipeMessage message) {
        PlanningContext context = context(message);
        return new PushPlanner(webhook).decide(message, bob(), context, NOW);
    }

    private Fate fate(RipeMessage message) {
        return decided(message).fate();
    }

    private void level(NotificationLevel level) {
        wish = new ConversationWish(BOB, HERE, level, 0);
    }

    @Test
    void tells_the_devices_of_a_member_that_acked_nothing() {
        devices = List.of(device(PHONE, 0), device(TABLET, 0));

        assertThat(decided(plain())).isEqualTo(new Decision(BOB, 5, Fate.PUSHED, false, devices));
    }

    @Test
    void never_tells_a_device_what_it_has() {
        devices = List.of(device(PHONE, 0), device(TABLET, 0));
        acks.put(PHONE, new Ack(5, 0));

        assertThat(decided(plain()).devices()).containsExactly(device(TABLET, 0));
        acks.put(TABLET, new Ack(7, 0));
        assertThat(fate(plain())).isEqualTo(Fate.DELIVERED);
    }

    @Test
    void is_quiet_while_the_user_sits_at_a_device_that_has_it() {
        acks.put(DESK, new Ack(5, 5));

        assertThat(fate(plain())).isEqualTo(Fate.SEEN);
    }

    @Test
    void tells_the_phone_when_the_desk_has_it_but_nobody_sits_there() {
        acks.put(DESK, new Ack(9, 4));

        assertThat(decided(plain()).devices()).containsExactly(device(PHONE, 0));
    }

    @Test
    void an_earlier_message_that_was_acked_says_nothing_of_this_one() {
        acks.put(DESK, new Ack(4, 4));

        assertThat(fate(plain())).isEqualTo(Fate.PUSHED);
    }

    @Test
    void tells_nobody_of_what_was_read_or_deleted() {
        var deleted = new RipeMessage(5, ANN, NOW - 10_000, null, true, Set.of(), Broadcast.NONE);
        assertThat(fate(deleted)).isEqualTo(Fate.DELETED);

        readSeq = 5;
        assertThat(fate(plain())).isEqualTo(Fate.READ);
    }

    @Test
    void tells_nobody_of_its_own_message_nor_of_one_before_it_joined() {
        var own = new RipeMessage(5, BOB, NOW - 10_000, null, false, Set.of(BOB), Broadcast.EVERYONE);
        var early = new RipeMessage(1, ANN, NOW - 10_000, null, false, Set.of(BOB), Broadcast.NONE);

        assertThat(fate(own)).isEqualTo(Fate.UNWANTED);
        assertThat(fate(early)).isEqualTo(Fate.UNWANTED);
    }

    @Test
    void in_a_channel_only_what_means_the_user_is_told() {
        kind = ConversationKind.CHANNEL;

        assertThat(fate(plain())).isEqualTo(Fate.UNWANTED);
        assertThat(decided(message(Broadcast.NONE, null, BOB)))
                .isEqualTo(new Decision(BOB, 5, Fate.PUSHED, true, devices));
        assertThat(fate(message(Broadcast.NONE, null, ANN))).isEqualTo(Fate.UNWANTED);
        assertThat(fate(message(Broadcast.EVERYONE, null))).isEqualTo(Fate.PUSHED);
    }

    @Test
    void those_who_wrote_in_a_thread_follow_it() {
        kind = ConversationKind.CHANNEL;
        threads = Map.of(2L, Set.of(BOB), 3L, Set.of(ANN));

        assertThat(decided(message(Broadcast.NONE, 2L)).mention()).isTrue();
        assertThat(fate(message(Broadcast.NONE, 2L))).isEqualTo(Fate.PUSHED);
        assertThat(fate(message(Broadcast.NONE, 3L))).isEqualTo(Fate.UNWANTED);
    }

    @Test
    void here_means_those_who_are_connected() {
        kind = ConversationKind.CHANNEL;
        assertThat(fate(message(Broadcast.HERE, null))).isEqualTo(Fate.UNWANTED);

        acks.put(DESK, new Ack(5, 0));
        assertThat(fate(message(Broadcast.HERE, null))).isEqualTo(Fate.PUSHED);
    }

    @Test
    void what_the_user_wants_of_a_conversation_goes_before_what_it_wants_in_general() {
        level(NotificationLevel.NONE);
        assertThat(fate(message(Broadcast.EVERYONE, null, BOB))).isEqualTo(Fate.UNWANTED);

        level(NotificationLevel.MENTIONS);
        assertThat(fate(plain())).isEqualTo(Fate.UNWANTED);

        kind = ConversationKind.CHANNEL;
        level(NotificationLevel.ALL);
        assertThat(fate(plain())).isEqualTo(Fate.PUSHED);
    }

    @Test
    void levels_differ_by_kind() {
        wishes = new Wishes(
                BOB, NotificationLevel.NONE, NotificationLevel.MENTIONS, NotificationLevel.ALL, null, 0, true);

        assertThat(fate(plain())).isEqualTo(Fate.UNWANTED);
        kind = ConversationKind.GROUP;
        assertThat(fate(message(Broadcast.NONE, null, BOB))).isEqualTo(Fate.PUSHED);
        kind = ConversationKind.CHANNEL;
        assertThat(fate(plain())).isEqualTo(Fate.PUSHED);
    }

    @Test
    void a_muted_conversation_is_silent_until_its_time_even_of_mentions() {
        wish = new ConversationWish(BOB, HERE, null, NOW + 1);
        assertThat(fate(message(Broadcast.NONE, null, BOB))).isEqualTo(Fate.MUTED);

        wish = new ConversationWish(BOB, HERE, null, NOW);
        assertThat(fate(plain())).isEqualTo(Fate.PUSHED);
    }

    @Test
    void a_user_that_is_not_to_be_disturbed_is_not() {
        wishes = new Wishes(
                BOB,
                NotificationLevel.ALL,
                NotificationLevel.ALL,
                NotificationLevel.ALL,
                QuietHours.parse("00:10", "00:20", "UTC"),
                0,
                true);
        assertThat(fate(plain())).isEqualTo(Fate.QUIET);

        wishes = new Wishes(
                BOB, NotificationLevel.ALL, NotificationLevel.ALL, NotificationLevel.ALL, null, NOW + 1, true);
        assertThat(fate(plain())).isEqualTo(Fate.QUIET);
    }

    @Test
    void a_device_that_was_registered_later_is_not_told() {
        devices = List.of(device(PHONE, NOW));

        assertThat(fate(plain())).isEqualTo(Fate.DELIVERED);
        devices = List.of();
        assertThat(fate(plain())).isEqualTo(Fate.NO_DEVICE);
    }

    @Test
    void an_application_is_told_by_its_webhook_whatever_devices_there_are() {
        webhook = true;
        devices = List.of();

        assertThat(decided(plain()).devices()).extracting(PushDevice::device).containsExactly(PushPlanner.WEBHOOK);
    }

    @Test
    void of_a_message_to_very_many_only_some_who_were_not_told_are_recorded() {
        devices = List.of();
        var base = context(plain());
        var candidates = new LinkedHashMap<UserId, Candidate>();
        IntStream.range(0, 1_000)
                .mapToObj(i -> new UserId("user" + i))
                .forEach(user -> candidates.put(
                        user,
                        new Candidate(
                                new Member(HERE, user, Role.MEMBER, 1, 0, 0, 0, 0),
                                Wishes.of(user),
                                ConversationWish.of(user, HERE),
                                Map.of(),
                                List.of())));
        var context = new PlanningContext(base.conversation(), 4, 9, 0, base.messages(), Map.of(), candidates);

        ConversationPlan plan = new PushPlanner(false).plan(context, NOW);

        assertThat(plan.decisions()).hasSize(PushPlanner.MAX_SUPPRESSED_A_MESSAGE);
        assertThat(plan.plannedSeq()).isEqualTo(4);
        assertThat(plan.untilSeq()).isEqualTo(9);
    }

    @Test
    void what_was_seen_or_not_wanted_needs_no_record() {
        readSeq = 9;
        assertThat(new PushPlanner(false).plan(context(plain()), NOW).decisions())
                .isEmpty();
    }
}
