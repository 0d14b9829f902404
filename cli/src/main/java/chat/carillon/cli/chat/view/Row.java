package chat.carillon.cli.chat.view;

import chat.carillon.cli.text.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One row of the screen. Immutable.
public record Row(List<Span> spans) {
    static final Row EMPTY = new Row(List.of());

    public Row {
        spans = List.copyOf(spans);
    }

    /// A piece of text of one style; safe, and without line breaks.
    public record Span(String text, Style style) {}

    static Row of(String text, Style style) {
        return new Row(List.of(new Span(text, style)));
    }

    Row with(String text, Style style) {
        List<Span> more = new ArrayList<>(spans);
        more.add(new Span(text, style));
        return new Row(more);
    }

    Row with(Row after) {
        List<Span> more = new ArrayList<>(spans);
        more.addAll(after.spans);
        return new Row(more);
    }

    int width() {
        return spans.stream().mapToInt(span -> Columns.width(span.text())).sum();
    }

    /// Cut or filled up with blanks to exactly `columns`.
    Row fit(int columns) {
        List<Span> fitting = new ArrayList<>();
        int room = columns;
        for (Span span : spans) {
            int width = Columns.width(span.text());
            if (width > room) {
                fitting.add(new Span(Columns.fit(span.text(), room), span.style()));
                return new Row(fitting);
            }
            fitting.add(span);
            room -= width;
        }
        return new Row(fitting).with(" ".repeat(room), Style.PLAIN);
    }

    /// Everything in one style, as for the row that is chosen.
    Row in(Style style) {
        return of(text(), style);
    }

    /// What a reader sees, without styles.
    public String text() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }
}
