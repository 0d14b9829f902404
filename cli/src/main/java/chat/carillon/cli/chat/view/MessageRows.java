package chat.carillon.cli.chat.view;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.Sentences;
import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.conversation.ShownMessage.Change;
import chat.carillon.cli.chat.conversation.ShownMessage.Delivery;
import chat.carillon.cli.chat.input.SlashParser;
import chat.carillon.cli.chat.model.ChatModel;
import chat.carillon.cli.chat.model.People;
import chat.carillon.cli.text.Columns;
import chat.carillon.cli.text.SafeText;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Draws single messages.
final class MessageRows {
    private static final int MIN_COLUMNS_FOR_TIME = 44;
    private static final int MIN_NAME_COLUMNS = 6;
    private static final int MAX_NAME_COLUMNS = 14;
    private static final int NAME_PART = 6;
    private static final String EDITED = " (edited)";

    private final ListedConversation conversation;
    private final Optional<UserId> me;
    private final People people;
    private final Days days;
    private final int columns;
    private final int nameColumns;
    private final boolean times;

    MessageRows(ListedConversation conversation, ChatModel model, Days days, int columns) {
        this.conversation = conversation;
        this.me = model.me();
        this.people = model.people();
        this.days = days;
        this.columns = columns;
        this.nameColumns = Math.clamp(columns / NAME_PART, MIN_NAME_COLUMNS, MAX_NAME_COLUMNS);
        this.times = columns >= MIN_COLUMNS_FOR_TIME;
    }

    /// @param continued whether the message before is by the same author and hardly older
    List<Row> of(ShownMessage message, boolean continued, boolean marked) {
        int indent = indent();
        List<Row> body = body(message, Math.max(1, columns - indent));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            Row start = i == 0 ? head(message, continued) : gutter(message).with(" ".repeat(indent - 1), Style.PLAIN);
            Row row = start.with(body.get(i)).fit(columns);
            rows.add(marked ? row.in(Style.CHOSEN) : row);
        }
        return rows;
    }

    /// Columns before the text.
    int indent() {
        return 1 + (times ? 6 : 0) + nameColumns + 1;
    }

    private Row head(ShownMessage message, boolean continued) {
        Row row = gutter(message);
        if (times) {
            row = row.with(continued ? "      " : days.time(message.atMillis()) + " ", Style.DIM);
        }
        String name =
                SlashParser.isAction(message.text()) ? "*" : message.sender().value();
        String shown = continued ? "" : Columns.cut(name, nameColumns);
        String after = " ".repeat(nameColumns - Columns.width(shown));
        return row.with(shown, Style.ofName(message.sender().value()))
                .with(presence(message, continued))
                .with(after, Style.PLAIN);
    }

    /// A dot at the name of who is online; one column.
    private Row presence(ShownMessage message, boolean continued) {
        return !continued && people.online(message.sender()) ? Row.of("•", Style.GOOD) : Row.of(" ", Style.PLAIN);
    }

    private Row gutter(ShownMessage message) {
        return switch (message.delivery()) {
            case Delivery.Pending _ -> Row.of("◌", Style.DIM);
            case Delivery.Refused _ -> Row.of("✗", Style.BAD);
            case Delivery.Sent _ -> namesMe(message) ? Row.of("▌", Style.MENTION) : Row.of(" ", Style.PLAIN);
        };
    }

    private boolean namesMe(ShownMessage message) {
        return me.filter(user -> !user.equals(message.sender()) && Sentences.mentions(message.text(), user))
                .isPresent();
    }

    private List<Row> body(ShownMessage message, int width) {
        List<Row> rows = new ArrayList<>();
        Long replyTo = message.replyTo();
        if (replyTo != null && !message.deleted()) {
            rows.add(Row.of(Columns.cut(quote(replyTo), width), Style.DIM));
        }
        if (message.deleted()) {
            rows.add(Row.of("(deleted)", Style.DIM));
            return rows;
        }
        Style style = message.delivery() instanceof Delivery.Sent ? Style.PLAIN : Style.DIM;
        for (String line : SafeText.lines(text(message))) {
            Columns.wrap(line, width).forEach(part -> rows.add(Row.of(part, style)));
        }
        if (message.change() == Change.EDITED) {
            appendEdited(rows, width);
        }
        if (message.delivery() instanceof Delivery.Refused(String reason)) {
            String sentence = SafeText.line("Not sent: " + reason);
            Columns.wrap(sentence, width).forEach(part -> rows.add(Row.of(part, Style.BAD)));
        }
        if (!message.reactions().isEmpty()) {
            rows.add(reactions(message));
        }
        return rows;
    }

    private static String text(ShownMessage message) {
        return SlashParser.isAction(message.text())
                ? message.sender() + " " + SlashParser.actionOf(message.text())
                : message.text();
    }

    private String quote(long replyTo) {
        return conversation
                .page()
                .message(replyTo)
                .map(answered -> "↪ %s: %s"
                        .formatted(
                                answered.sender(), answered.deleted() ? "(deleted)" : SafeText.line(answered.text())))
                .orElse("↪ an earlier message");
    }

    private static void appendEdited(List<Row> rows, int width) {
        Row last = rows.getLast();
        if (last.width() + EDITED.length() <= width) {
            rows.set(rows.size() - 1, last.with(EDITED, Style.DIM));
        } else {
            rows.add(Row.of(EDITED.strip(), Style.DIM));
        }
    }

    private Row reactions(ShownMessage message) {
        Row row = Row.EMPTY;
        for (Map.Entry<String, List<UserId>> reaction : message.reactions().entrySet()) {
            boolean mine = me.filter(reaction.getValue()::contains).isPresent();
            String shown = "%s %d  "
                    .formatted(
                            SafeText.line(reaction.getKey()),
                            reaction.getValue().size());
            row = row.with(shown, mine ? Style.STRONG : Style.DIM);
        }
        return row;
    }
}
