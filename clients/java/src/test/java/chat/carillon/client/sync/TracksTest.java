package chat.carillon.client.sync;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ConversationId;
import org.junit.jupiter.api.Test;

class TracksTest {
    private static final ConversationId C = new ConversationId("c");

    private final Tracks tracks = new Tracks();

    @Test
    void what_ended_goes_on_where_it_was() {
        Track track = tracks.follow(C, 3, 3);
        track.cursor = 7;
        tracks.end(track);

        assertThat(tracks.get(C)).isNull();
        assertThat(tracks.follow(C, 20, 21).cursor).isEqualTo(7);
        assertThat(tracks.follow(C, 30, 30).head).isEqualTo(21);
    }

    @Test
    void cursors_of_another_life_of_the_store_are_forgotten() {
        tracks.end(tracks.follow(C, 3, 3));
        tracks.forgetEnded();

        assertThat(tracks.follow(C, 20, 20).cursor).isEqualTo(20);
    }

    @Test
    void only_so_many_are_remembered_the_latest_of_all() {
        for (int i = 0; i <= Tracks.MAX_ENDED; i++) {
            tracks.end(tracks.follow(new ConversationId("c" + i), 3, 3));
        }

        assertThat(tracks.follow(new ConversationId("c0"), 20, 20).cursor).isEqualTo(20);
        assertThat(tracks.follow(new ConversationId("c1"), 20, 20).cursor).isEqualTo(3);
    }
}
