package chat.carillon.testkit.contract.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.ConversationWish;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.core.store.AccountStore.AccountChange;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import chat.carillon.testkit.contract.StoreWorld;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What [DeviceStore] promises.
public interface DevicesContract {
    StoreWorld world();

    private DeviceStore devices() {
        return world().store().devices();
    }

    private boolean register(String user, String device, String token) {
        var wanted = new PushDevice(
                new UserId(user), new DeviceId(device), new PushTarget.Fcm(token), "label of " + device, 0);
        boolean registered = devices().register(wanted, 3);
        world().time().advance(Duration.ofSeconds(1));
        return registered;
    }

    private List<String> known(String user) {
        return devices().devicesOf(new UserId(user)).stream()
                .map(device -> device.device() + "=" + ((PushTarget.Fcm) device.target()).token())
                .toList();
    }

    @Test
    default void devices_are_kept_with_the_stores_time() {
        long before = world().store().log().nowMillis();
        assertThat(devices().anyDevice()).isFalse();

        assertThat(register("ann", "phone", "one")).isTrue();
        assertThat(register("ann", "tablet", "two")).isTrue();

        assertThat(devices().anyDevice()).isTrue();
        assertThat(known("ann")).containsExactly("phone=one", "tablet=two");
        assertThat(known("bob")).isEmpty();
        PushDevice phone = devices().devicesOf(new UserId("ann")).getFirst();
        assertThat(phone.label()).isEqualTo("label of phone");
        assertThat(phone.registeredAtMillis()).isGreaterThanOrEqualTo(before);
    }

    @Test
    default void registering_again_renews_the_target_and_keeps_the_time_of_one_that_is_the_same() {
        register("ann", "phone", "one");
        long first = devices().devicesOf(new UserId("ann")).getFirst().registeredAtMillis();

        register("ann", "phone", "one");
        assertThat(devices().devicesOf(new UserId("ann")).getFirst().registeredAtMillis())
                .isEqualTo(first);

        register("ann", "phone", "two");
        assertThat(known("ann")).containsExactly("phone=two");
        assertThat(devices().devicesOf(new UserId("ann")).getFirst().registeredAtMillis())
                .isGreaterThan(first);
    }

    @Test
    default void a_target_belongs_to_who_registered_it_last() {
        register("ann", "phone", "one");
        register("bob", "phone", "one");
        assertThat(known("ann")).isEmpty();
        assertThat(known("bob")).containsExactly("phone=one");

        register("bob", "same-phone-new-name", "one");
        assertThat(known("bob")).containsExactly("same-phone-new-name=one");
    }

    @Test
    default void a_user_has_no_more_devices_than_allowed() {
        register("ann", "a", "one");
        register("ann", "b", "two");
        register("ann", "c", "three");

        assertThat(register("ann", "d", "four")).isFalse();
        assertThat(register("ann", "c", "five")).isTrue();
        assertThat(register("ann", "e", "one")).isTrue();
        assertThat(known("ann")).containsExactly("b=two", "c=five", "e=one");
    }

    @Test
    default void devices_are_removed_by_their_users_and_pruned_by_their_targets() {
        register("ann", "phone", "one");
        register("ann", "tablet", "two");
        var ann = new UserId("ann");

        assertThat(devices().remove(ann, new DeviceId("other"))).isFalse();
        assertThat(devices().remove(new UserId("bob"), new DeviceId("phone"))).isFalse();
        assertThat(devices().remove(ann, new DeviceId("phone"))).isTrue();
        devices().prune(ann, new DeviceId("tablet"), new PushTarget.Fcm("another"));
        assertThat(known("ann")).containsExactly("tablet=two");
        devices().prune(ann, new DeviceId("tablet"), new PushTarget.Fcm("two"));
        assertThat(known("ann")).isEmpty();
        assertThat(devices().anyDevice()).isFalse();
    }

    @Test
    default void the_devices_of_a_user_go_with_all_its_tokens() {
        var accounts = world().store().accounts();
        UserId ann = world().user("ann");
        world().user("bob");
        register("bob", "phone", "other");

        register("ann", "phone", "one");
        accounts.revokeTokensOf(ann);
        assertThat(known("ann")).isEmpty();
        register("ann", "phone", "one");
        accounts.setPasswordHash(ann, "hash");
        assertThat(known("ann")).isEmpty();
        register("ann", "phone", "one");
        accounts.update(ann, new AccountChange(null, null, false));
        assertThat(known("ann")).containsExactly("phone=one");
        accounts.update(ann, new AccountChange(null, null, true));
        assertThat(known("ann")).isEmpty();
        assertThat(known("bob")).containsExactly("phone=other");
    }

    @Test
    default void wishes_are_kept_whole() {
        UserId ann = new UserId("ann");
        assertThat(devices().wishes(ann)).isEqualTo(Wishes.of(ann));

        var wishes = new Wishes(
                ann,
                NotificationLevel.MENTIONS,
                NotificationLevel.NONE,
                NotificationLevel.ALL,
                QuietHours.parse("22:00", "06:30", "Europe/Vienna"),
                123,
                false);
        devices().put(wishes);
        assertThat(devices().wishes(ann)).isEqualTo(wishes);

        devices().put(Wishes.of(ann));
        assertThat(devices().wishes(ann)).isEqualTo(Wishes.of(ann));
    }

    @Test
    default void wishes_for_conversations_are_kept_while_they_say_something() {
        UserId ann = new UserId("ann");
        ConversationId one = world().group("ann", "bob");
        ConversationId two = world().group("ann", "bob");
        var first = new ConversationWish(ann, one, NotificationLevel.NONE, 0);
        var second = new ConversationWish(ann, two, null, Long.MAX_VALUE);

        devices().put(second);
        devices().put(first);

        assertThat(devices().wish(ann, one)).isEqualTo(first);
        assertThat(devices().wish(ann, two)).isEqualTo(second);
        assertThat(devices().wish(new UserId("bob"), two)).isEqualTo(ConversationWish.of(new UserId("bob"), two));
        assertThat(devices().conversationWishes(ann)).containsExactlyInAnyOrder(first, second);
        devices().put(ConversationWish.of(ann, one));
        assertThat(devices().conversationWishes(ann)).containsExactly(second);
    }
}
