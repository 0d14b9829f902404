package chat.carillon.testkit.contract.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationPlan;
import chat.carillon.core.push.plan.Fate;
import chat.carillon.core.push.plan.PushPlanner;
import chat.carillon.core.store.ConversationStore.Marker.ReceivedUpTo;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.PushStore.DuePush;
import chat.carillon.core.store.PushStore.Hold;
import chat.carillon.core.store.PushStore.Ripeness;
import chat.carillon.core.store.PushStore.Settled;
import chat.carillon.core.store.PushStore.State;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.testkit.contract.StoreWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A store with devices and a planner: short words for what the contracts of push do again and again.
final class PushScene {
    private final StoreWorld world;

    static final long LEASE_MILLIS = 30_000;

    PushStore push() {
        return world.store().push();
    }

    void device(String user, String device) {
        var wanted =
                new PushDevice(new UserId(user), new DeviceId(device), new PushTarget.Fcm(user + "-" + device), "", 0);
        assertThat(world.store().devices().register(wanted, 10)).isTrue();
    }

    void pass(Duration time) {
        world.time().advance(time);
    }

    Ripeness allOf() {
        long now = world.store().log().nowMillis();
        return new Ripeness(now, now, 0);
    }

    List<ConversationPlan> plans(ConversationId... conversations) {
        long now = world.store().log().nowMillis();
        return push().contexts(List.of(conversations), allOf()).stream()
                .map(context -> new PushPlanner(false).plan(context, now))
                .toList();
    }

    Set<ConversationId> plan(ConversationId... conversations) {
        return push().write(plans(conversations));
    }

    List<String> taken() {
        return take(100).stream().map(PushScene::shortly).toList();
    }

    /// So many at most, of those that [#device] made.
    List<DuePush> take(int most) {
        return push().take(LEASE_MILLIS, Map.of(PushTarget.Kind.FCM, most));
    }

    private static String shortly(DuePush due) {
        return "%s:%s:%d:%s"
                .formatted(
                        due.key().user(),
                        due.key().device(),
                        due.key().seq(),
                        due.act().wireName());
    }

    /// Takes one, which must be there.
    DuePush take() {
        return take(1).getFirst();
    }

    /// @return whether it was prolonged
    boolean renew(DuePush due) {
        Set<Hold> renewed = push().renew(List.of(due.hold()), LEASE_MILLIS);
        assertThat(renewed).isSubsetOf(due.hold());
        return !renewed.isEmpty();
    }

    State state(ConversationId conversation, long seq) {
        return push().recorded(conversation, seq)
                .getFirst()
                .deliveries()
                .getFirst()
                .state();
    }

    void settle(DuePush due, State state) {
        push().settle(List.of(new Settled(due.hold(), state, 0, "said the provider")));
    }

    void acked(ConversationId conversation, String user, String device, long seq, long attendedSeq) {
        world.store()
                .conversations()
                .mark(List.of(
                        new ReceivedUpTo(conversation, new UserId(user), new DeviceId(device), seq, attendedSeq)));
    }

    List<Fate> fates(ConversationId conversation, long seq) {
        return push().recorded(conversation, seq).stream()
                .map(PushStore.Recorded::fate)
                .toList();
    }

    PushScene(StoreWorld world) {
        this.world = world;
    }
}
