package chat.carillon.cli.chat.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputLineTest {
    private final InputLine input = new InputLine(100);

    private void press(Key.Action... keys) {
        for (Key.Action key : keys) {
            assertThat(input.press(key)).isTrue();
        }
    }

    @Test
    void inserts_where_the_cursor_is() {
        assertThat(input.insert("helo")).isTrue();
        press(Key.Action.LEFT);
        assertThat(input.insert("l")).isTrue();
        assertThat(input.text()).isEqualTo("hello");
        assertThat(input.cursor()).isEqualTo(4);
    }

    @Test
    void takes_whole_letters_however_many_units_they_have() {
        input.set("a👨‍👩‍👧e\u0301");
        press(Key.Action.BACKSPACE);
        assertThat(input.text()).isEqualTo("a👨‍👩‍👧");
        press(Key.Action.BACKSPACE);
        assertThat(input.text()).isEqualTo("a");
    }

    @Test
    void moves_and_deletes_by_words() {
        input.set("one two  three");
        press(Key.Action.WORD_LEFT);
        assertThat(input.cursor()).isEqualTo(9);
        press(Key.Action.DELETE_WORD);
        assertThat(input.text()).isEqualTo("one three");
        press(Key.Action.HOME, Key.Action.WORD_RIGHT);
        assertThat(input.cursor()).isEqualTo(3);
        press(Key.Action.DELETE_TO_START);
        assertThat(input.text()).isEqualTo(" three");
    }

    @Test
    void stops_at_both_ends() {
        press(Key.Action.LEFT, Key.Action.BACKSPACE, Key.Action.DELETE, Key.Action.RIGHT, Key.Action.DELETE_WORD);
        assertThat(input.isEmpty()).isTrue();
    }

    @Test
    void takes_no_more_than_it_may() {
        assertThat(input.insert("x".repeat(99))).isTrue();
        assertThat(input.insert("yz")).isFalse();
        assertThat(input.text()).hasSize(100).endsWith("y");
    }

    @Test
    void fetches_back_what_was_sent_and_what_was_not() {
        InputHistory history = new InputHistory();
        history.add("first");
        history.add("second");
        assertThat(history.older("unfinished")).isEqualTo("second");
        assertThat(history.older("second")).isEqualTo("first");
        assertThat(history.older("first")).isEqualTo("first");
        assertThat(history.newer("first")).isEqualTo("second");
        assertThat(history.newer("second")).isEqualTo("unfinished");
        assertThat(history.newer("unfinished")).isEqualTo("unfinished");
    }
}
