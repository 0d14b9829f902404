package chat.carillon.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Argon2idTest {

    /// Made by the reference implementation: `echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 -e`.
    private static final String FOREIGN =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void hashes_of_the_reference_implementation_are_understood() {
        assertThat(Argon2id.fits("password", FOREIGN)).isTrue();
        assertThat(Argon2id.fits("Password", FOREIGN)).isFalse();
    }

    @Test
    void a_hash_fits_its_password_only() {
        String hash = Argon2id.hash("correct horse");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Argon2id.fits("correct horse", hash)).isTrue();
        assertThat(Argon2id.fits("correct horsf", hash)).isFalse();
        assertThat(Argon2id.hash("correct horse")).isNotEqualTo(hash);
    }

    @Test
    void the_same_letters_from_another_keyboard_fit() {
        assertThat(Argon2id.fits("cafe\u0301 noir", Argon2id.hash("caf\u00e9 noir")))
                .isTrue();
    }
}
