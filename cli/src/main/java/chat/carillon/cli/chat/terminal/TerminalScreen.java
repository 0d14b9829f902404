package chat.carillon.cli.chat.terminal;

import chat.carillon.cli.chat.input.Key;
import chat.carillon.cli.chat.view.Frame;
import java.io.IOError;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.ClosedException;
import org.jline.utils.InfoCmp.Capability;

/// A terminal as a full screen. What it looked like before comes back at the end, whatever the end is.
public final class TerminalScreen implements AutoCloseable {
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String TELL_PASTES = "\u001b[?2004h";
    private static final String TELL_NO_PASTES = "\u001b[?2004l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final Terminal terminal;
    private final Attributes former;
    private final Painter painter;
    private final Thread atExit = new Thread(this::restore, "terminal-restore");
    private final AtomicBoolean restored = new AtomicBoolean();

    private TerminalScreen(Terminal terminal) {
        this.terminal = terminal;
        Integer colors = terminal.getNumericCapability(Capability.max_colors);
        String noColor = System.getenv("NO_COLOR");
        this.painter = new Painter(Palette.of(colors == null ? 0 : colors, noColor != null && !noColor.isEmpty()));
        this.former = terminal.enterRawMode();
    }

    /// Takes the terminal of this process.
    ///
    /// @throws IOException if there is none, or it cannot show a full screen
    public static TerminalScreen open() throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .name("carillon")
                .nativeSignals(true)
                .build();
        String type = terminal.getType();
        if (type.startsWith(Terminal.TYPE_DUMB) || terminal.getStringCapability(Capability.cursor_address) == null) {
            terminal.close();
            throw new IOException("the terminal type '%s' cannot show a full screen".formatted(type));
        }
        TerminalScreen screen = new TerminalScreen(terminal);
        screen.enter();
        return screen;
    }

    private void enter() {
        Runtime.getRuntime().addShutdownHook(atExit);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.keypad_xmit);
        terminal.writer().write(NO_WRAP + TELL_PASTES);
        boolean _ = terminal.trackFocus(true);
        terminal.flush();
    }

    public int columns() {
        return terminal.getColumns();
    }

    public int rows() {
        return terminal.getRows();
    }

    /// Hands over keys, and calls `resized` when the size has changed, until the input ends.
    public void listen(Consumer<Key> pressed, Runnable resized, Runnable ended) {
        terminal.handle(Terminal.Signal.WINCH, _ -> resized.run());
        terminal.handle(Terminal.Signal.INT, _ -> pressed.accept(Key.Action.INTERRUPT));
        terminal.handle(Terminal.Signal.TSTP, Terminal.SignalHandler.SIG_IGN);
        Thread _ = Thread.ofPlatform().name("keys").daemon().start(() -> read(pressed, ended));
    }

    private void read(Consumer<Key> pressed, Runnable ended) {
        Keys keys = new Keys(terminal);
        try {
            for (Key key = keys.next(); key != null; key = keys.next()) {
                pressed.accept(key);
            }
        } catch (IOError e) {
            if (!(e.getCause() instanceof ClosedException)) {
                throw e;
            }
        } finally {
            ended.run();
        }
    }

    public void draw(Frame frame) {
        terminal.beginSynchronizedUpdate();
        terminal.writer().write(painter.paint(frame));
        terminal.endSynchronizedUpdate();
        terminal.flush();
    }

    /// The next frame is drawn whole.
    public void forget() {
        painter.forget();
    }

    @Override
    public void close() throws IOException {
        restore();
        Runtime.getRuntime().removeShutdownHook(atExit);
        terminal.close();
    }

    private void restore() {
        if (restored.compareAndSet(false, true)) {
            boolean _ = terminal.trackFocus(false);
            terminal.writer().write(WRAP + TELL_NO_PASTES + SHOW_CURSOR);
            terminal.puts(Capability.keypad_local);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(former);
        }
    }
}
