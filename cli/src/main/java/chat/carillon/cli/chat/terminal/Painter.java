package chat.carillon.cli.chat.terminal;

import chat.carillon.cli.chat.view.Frame;
import chat.carillon.cli.chat.view.Row;
import chat.carillon.cli.chat.view.Style;
import java.util.ArrayList;
import java.util.List;

/// Turns frames into what a terminal understands, and only what has changed since the last one. Confined to the
/// thread of the screen.
///
/// Every row is placed by its number and written whole, and the terminal does not wrap: where it disagrees with us
/// about the width of some rare letter, only that row's end suffers.
final class Painter {
    private static final String CSI = "\u001b[";

    private final Palette palette;
    private List<String> shown = new ArrayList<>();

    Painter(Palette palette) {
        this.palette = palette;
    }

    /// Forgets what is on the screen: the next frame is written whole.
    void forget() {
        shown = new ArrayList<>();
    }

    String paint(Frame frame) {
        List<String> rows = frame.rows().stream().map(this::encode).toList();
        StringBuilder out = new StringBuilder();
        out.append(CSI).append("?25l");
        if (shown.size() != rows.size()) {
            out.append(CSI).append("2J");
            shown.clear();
        }
        for (int i = 0; i < rows.size(); i++) {
            if (i >= shown.size() || !shown.get(i).equals(rows.get(i))) {
                out.append(CSI).append(i + 1).append(";1H").append(CSI).append("2K");
                out.append(rows.get(i));
            }
        }
        shown = new ArrayList<>(rows);
        out.append(CSI).append(frame.cursorRow() + 1).append(';').append(frame.cursorColumn() + 1);
        return out.append('H').append(CSI).append("?25h").toString();
    }

    private String encode(Row row) {
        StringBuilder encoded = new StringBuilder();
        for (Row.Span span : row.spans()) {
            String parameters = span.style() == Style.PLAIN ? "" : palette.parameters(span.style());
            if (parameters.isEmpty()) {
                encoded.append(span.text());
            } else {
                encoded.append(CSI).append(parameters).append('m');
                encoded.append(span.text()).append(CSI).append("0m");
            }
        }
        return encoded.toString();
    }
}
