package chat.carillon.loadtest.swarm;

import static chat.carillon.loadtest.swarm.SeqTrack.Verdict.DUPLICATE;
import static chat.carillon.loadtest.swarm.SeqTrack.Verdict.LATE;
import static chat.carillon.loadtest.swarm.SeqTrack.Verdict.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeqTrackTest {
    private final SeqTrack track = new SeqTrack();

    @BeforeEach
    void starts_after_the_head() {
        track.start(10);
    }

    @Test
    void takes_one_entry_after_the_other() {
        assertThat(track.take(11)).isEqualTo(NEW);
        assertThat(track.take(12)).isEqualTo(NEW);
        assertThat(track.completeSeq()).isEqualTo(12);
        assertThat(track.lost(12)).isZero();
    }

    @Test
    void knows_what_it_has_already() {
        assertThat(track.take(11)).isEqualTo(NEW);
        assertThat(track.take(11)).isEqualTo(DUPLICATE);
        assertThat(track.take(7)).isEqualTo(DUPLICATE);
    }

    @Test
    void counts_what_is_skipped_as_lost_until_it_comes() {
        assertThat(track.take(14)).isEqualTo(NEW);
        assertThat(track.lost(14)).isEqualTo(3);
        assertThat(track.completeSeq()).isEqualTo(10);

        assertThat(track.take(12)).isEqualTo(LATE);
        assertThat(track.take(12)).isEqualTo(DUPLICATE);
        assertThat(track.take(17)).isEqualTo(NEW);
        assertThat(track.lost(17)).isEqualTo(4);

        assertThat(track.take(11)).isEqualTo(LATE);
        assertThat(track.completeSeq()).isEqualTo(12);
    }

    @Test
    void counts_what_others_have_at_the_end_as_lost() {
        assertThat(track.take(11)).isEqualTo(NEW);
        assertThat(track.lost(15)).isEqualTo(4);
    }
}
