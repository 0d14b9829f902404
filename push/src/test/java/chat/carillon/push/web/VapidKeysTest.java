package chat.carillon.push.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.model.InvalidValueException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class VapidKeysTest {
    @RepeatedTest(20)
    void a_pair_that_was_kept_is_the_same_pair() {
        VapidKeys made = VapidKeys.generate();

        VapidKeys kept = VapidKeys.decode(made.encoded());

        assertThat(kept.publicKey()).isEqualTo(made.publicKey()).hasSize(87);
        assertThat(kept.encoded()).isEqualTo(made.encoded()).hasSize(97);
    }

    @Test
    void a_pair_can_be_given_as_the_tools_print_it() {
        VapidKeys made = VapidKeys.generate();
        byte[] encoded = made.encoded();
        String privateKey = Base64.getUrlEncoder().encodeToString(Arrays.copyOfRange(encoded, 65, 97));

        assertThat(VapidKeys.of(made.publicKey(), privateKey).encoded()).isEqualTo(encoded);
    }

    @Test
    void keys_that_are_not_each_others_are_refused() {
        byte[] mixed = VapidKeys.generate().encoded();
        System.arraycopy(VapidKeys.generate().encoded(), 65, mixed, 65, 32);

        assertThatThrownBy(() -> VapidKeys.decode(mixed)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void what_is_no_key_is_refused() {
        byte[] offCurve = VapidKeys.generate().encoded();
        offCurve[40] ^= 1;
        byte[] compressed = VapidKeys.generate().encoded();
        compressed[0] = 2;

        for (byte[] bytes : new byte[][] {new byte[0], new byte[97], new byte[98], offCurve, compressed}) {
            assertThatThrownBy(() -> VapidKeys.decode(bytes)).isInstanceOf(InvalidValueException.class);
        }
        assertThatThrownBy(() -> VapidKeys.of("!", "!")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void the_private_key_is_not_shown() {
        VapidKeys keys = VapidKeys.generate();
        String secret =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(keys.encoded(), 65, 97));

        assertThat(keys.toString()).doesNotContain(secret);
    }
}
