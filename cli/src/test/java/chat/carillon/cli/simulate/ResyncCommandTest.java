package chat.carillon.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResyncCommandTest {
    @Test
    void both_ask_after_the_last_one_they_have_and_show_each_entry_once() {
        assertThat(ResyncCommand.story(100, 98))
                .containsExactly(
                        "The log stands at 100, A and B have everything up to 98. A sends what becomes 101.",
                        "",
                        "A is connected, and was not given what came after 98.",
                        "A  hears  entry 101, its own",
                        "A  asks   sync, cursor 98",
                        "A  shows  99, 100, 101",
                        "",
                        "B was away, and connects.",
                        "B  hears  welcome, the log stands at 101",
                        "B  asks   sync, cursor 98",
                        "B  shows  99, 100, 101",
                        "",
                        "A must sync too: 101 is not the one after 98, so something is missing.");
    }

    @Test
    void a_sender_who_missed_nothing_asks_for_nothing() {
        assertThat(ResyncCommand.story(100, 100))
                .contains("A  shows  101", "B  asks   sync, cursor 100", "A need not sync: 101 is the one after 100.")
                .doesNotContain("A  asks   sync, cursor 100");
    }
}
