package chat.carillon.testkit.contract.people;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.people.Avatar;
import chat.carillon.core.people.Profile;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.model.UserId;
import chat.carillon.testkit.contract.StoreWorld;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What [ProfileStore] promises.
public interface ProfilesContract {
    StoreWorld world();

    private ProfileStore profiles() {
        return world().store().profiles();
    }

    private static Avatar avatar(String hash, int... bytes) {
        byte[] image = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            image[i] = (byte) bytes[i];
        }
        return new Avatar(hash, "image/png", image);
    }

    @Test
    default void who_told_nothing_has_no_profile() {
        UserId ann = world().user("ann");

        assertThat(profiles().find(List.of(ann))).isEmpty();
        assertThat(profiles().find(List.of())).isEmpty();
        assertThat(profiles().avatar(ann, "aa")).isEmpty();
    }

    @Test
    default void what_users_say_of_themselves_replaces_what_they_said_before() {
        UserId ann = world().user("ann");
        profiles().describe(ann, "Captain Ü", "Europe/Berlin");
        assertThat(profiles().find(List.of(ann)))
                .isEqualTo(Map.of(ann, new Profile("Captain Ü", "Europe/Berlin", null)));

        profiles().describe(ann, "Cook", "");
        assertThat(profiles().find(List.of(ann))).isEqualTo(Map.of(ann, new Profile("Cook", null, null)));

        profiles().describe(ann, "", "");
        assertThat(profiles().find(List.of(ann))).isEmpty();
    }

    @Test
    default void what_is_not_said_stays_as_it_was() {
        UserId ann = world().user("ann");
        profiles().describe(ann, "Captain", null);
        profiles().describe(ann, null, "Europe/Berlin");

        assertThat(profiles().find(List.of(ann))).isEqualTo(Map.of(ann, new Profile("Captain", "Europe/Berlin", null)));
    }

    @Test
    default void a_picture_replaces_the_one_before_and_leaves_the_rest() {
        UserId ann = world().user("ann");
        profiles().describe(ann, "Captain", null);
        profiles().show(ann, avatar("aa", 0, 255, 128, 10));

        assertThat(profiles().find(List.of(ann))).isEqualTo(Map.of(ann, new Profile("Captain", null, "aa")));
        Avatar kept = profiles().avatar(ann, "aa").orElseThrow();
        assertThat(kept.image()).containsExactly(0, 255, 128, 10);
        assertThat(kept.mediaType()).isEqualTo("image/png");

        profiles().show(ann, avatar("bb", 1));
        assertThat(profiles().avatar(ann, "aa")).isEmpty();
        assertThat(profiles().avatar(ann, "bb")).isPresent();

        profiles().show(ann, null);
        assertThat(profiles().avatar(ann, "bb")).isEmpty();
        assertThat(profiles().find(List.of(ann))).isEqualTo(Map.of(ann, new Profile("Captain", null, null)));
    }

    @Test
    default void the_largest_picture_comes_back_as_it_was() {
        UserId ann = world().user("ann");
        byte[] image = new byte[Avatar.MAX_BYTES];
        image[image.length - 1] = 7;
        profiles().show(ann, new Avatar("aa", "image/webp", image));

        assertThat(profiles().avatar(ann, "aa").orElseThrow().image()).isEqualTo(image);
    }

    @Test
    default void many_profiles_are_found_at_once() {
        List<UserId> crowd = world().crowd("user", 500);
        crowd.forEach(user -> profiles().describe(user, "the " + user, null));

        assertThat(profiles().find(crowd)).hasSize(500);
        assertThat(profiles().find(List.of(crowd.getFirst(), new UserId("none"))))
                .containsOnlyKeys(crowd.getFirst());
    }
}
