package chat.carillon.cli.chat.terminal;

import chat.carillon.cli.chat.input.Key;
import java.util.Map;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/// Tells keys apart in the bytes that a terminal sends. Confined to the thread that reads.
final class Keys {
    /// After an escape character, for the rest of a sequence to come.
    private static final long ESCAPE_MILLIS = 80;

    private static final String PASTE_START = "\u001b[200~";
    private static final String PASTE_END = "\u001b[201~";
    private static final String TEXT = "text";
    private static final String PASTE = "paste";
    private static final String IGNORED = "ignored";

    private static final Map<Capability, Key.Action> BY_CAPABILITY = Map.ofEntries(
            Map.entry(Capability.key_left, Key.Action.LEFT),
            Map.entry(Capability.key_right, Key.Action.RIGHT),
            Map.entry(Capability.key_up, Key.Action.UP),
            Map.entry(Capability.key_down, Key.Action.DOWN),
            Map.entry(Capability.key_home, Key.Action.HOME),
            Map.entry(Capability.key_end, Key.Action.END),
            Map.entry(Capability.key_ppage, Key.Action.PAGE_UP),
            Map.entry(Capability.key_npage, Key.Action.PAGE_DOWN),
            Map.entry(Capability.key_dc, Key.Action.DELETE),
            Map.entry(Capability.key_backspace, Key.Action.BACKSPACE),
            Map.entry(Capability.key_f1, Key.Action.HELP));

    /// In JLine's notation: `^K` is Ctrl+K, `\E` begins a sequence. Terminals disagree, so several each.
    private static final Map<String, Key.Action> BY_SEQUENCE = Map.ofEntries(
            Map.entry("\r", Key.Action.ENTER),
            Map.entry("\n", Key.Action.NEW_LINE),
            Map.entry("\\E\r", Key.Action.NEW_LINE),
            Map.entry("\\E\n", Key.Action.NEW_LINE),
            Map.entry("\t", Key.Action.TAB),
            Map.entry("\\E", Key.Action.ESCAPE),
            Map.entry("\\E\\E", Key.Action.ESCAPE),
            Map.entry("^H", Key.Action.BACKSPACE),
            Map.entry("\\177", Key.Action.BACKSPACE),
            Map.entry("^W", Key.Action.DELETE_WORD),
            Map.entry("\\E\\177", Key.Action.DELETE_WORD),
            Map.entry("^U", Key.Action.DELETE_TO_START),
            Map.entry("^B", Key.Action.LEFT),
            Map.entry("^F", Key.Action.RIGHT),
            Map.entry("^A", Key.Action.HOME),
            Map.entry("^E", Key.Action.END),
            Map.entry("^C", Key.Action.INTERRUPT),
            Map.entry("^D", Key.Action.END_OF_INPUT),
            Map.entry("^K", Key.Action.SWITCH),
            Map.entry("^N", Key.Action.NEXT),
            Map.entry("^P", Key.Action.PREVIOUS),
            Map.entry("^L", Key.Action.REDRAW),
            Map.entry("\\Ea", Key.Action.NEXT_UNREAD),
            Map.entry("\\Eb", Key.Action.WORD_LEFT),
            Map.entry("\\Ef", Key.Action.WORD_RIGHT),
            Map.entry("\\E[1;5D", Key.Action.WORD_LEFT),
            Map.entry("\\E[1;5C", Key.Action.WORD_RIGHT),
            Map.entry("\\E[1;3D", Key.Action.WORD_LEFT),
            Map.entry("\\E[1;3C", Key.Action.WORD_RIGHT),
            Map.entry("\\E[1;3A", Key.Action.MARK_UP),
            Map.entry("\\E[1;3B", Key.Action.MARK_DOWN),
            Map.entry("\\E\\E[A", Key.Action.MARK_UP),
            Map.entry("\\E\\E[B", Key.Action.MARK_DOWN),
            Map.entry("\\E[A", Key.Action.UP),
            Map.entry("\\E[B", Key.Action.DOWN),
            Map.entry("\\E[C", Key.Action.RIGHT),
            Map.entry("\\E[D", Key.Action.LEFT),
            Map.entry("\\E[H", Key.Action.HOME),
            Map.entry("\\E[F", Key.Action.END),
            Map.entry("\\E[I", Key.Action.FOCUS_GAINED),
            Map.entry("\\E[O", Key.Action.FOCUS_LOST));

    private final BindingReader reader;
    private final KeyMap<String> map = new KeyMap<>();

    Keys(Terminal terminal) {
        this.reader = new BindingReader(terminal.reader());
        map.setUnicode(TEXT);
        map.setNomatch(IGNORED);
        map.setAmbiguousTimeout(ESCAPE_MILLIS);
        for (char c = ' '; c < 0x7f; c++) {
            map.bind(TEXT, String.valueOf(c));
        }
        BY_SEQUENCE.forEach((sequence, key) -> map.bind(key.name(), KeyMap.translate(sequence)));
        BY_CAPABILITY.forEach((capability, key) -> {
            String sequence = KeyMap.key(terminal, capability);
            if (sequence != null && !sequence.isEmpty()) {
                map.bind(key.name(), sequence);
            }
        });
        map.bind(PASTE, PASTE_START);
    }

    /// Waits for the next key that means something here.
    ///
    /// @return null at the end of the input
    @Nullable
    Key next() {
        for (String binding = reader.readBinding(map); binding != null; binding = reader.readBinding(map)) {
            Key key = keyOf(binding);
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    private @Nullable Key keyOf(String binding) {
        return switch (binding) {
            case TEXT -> new Key.Typed(reader.getLastBinding());
            case PASTE -> {
                String pasted = reader.readStringUntil(PASTE_END);
                yield pasted == null ? null : new Key.Typed(pasted);
            }
            case IGNORED -> null;
            default -> Key.Action.valueOf(binding);
        };
    }
}
