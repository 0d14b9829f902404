package chat.carillon.cli.chat.view;

import chat.carillon.cli.chat.model.ChatEvent;
import java.util.List;

/// A whole screen.
///
/// @param drawn what of the open conversation is on it, for the model to know
public record Frame(List<Row> rows, int cursorRow, int cursorColumn, ChatEvent.Drawn drawn) {
    public Frame {
        rows = List.copyOf(rows);
    }
}
