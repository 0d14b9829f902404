package chat.carillon.cli.chat.model;

import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.input.HelpText;
import chat.carillon.cli.chat.input.InputHistory;
import chat.carillon.cli.chat.input.InputLine;
import chat.carillon.cli.chat.input.Key;
import chat.carillon.cli.chat.input.SlashCommand;
import chat.carillon.cli.chat.input.SlashParser;
import java.util.List;
import java.util.Optional;

/// What each key does. Confined to the thread of the screen.
final class Keyboard {
    /// Others are told at most this often that one is typing.
    private static final long TYPING_MILLIS = 3_000;

    private static final String NOT_TYPED = "[\\p{Cntrl}&&[^\n\t]]";

    private final ChatModel model;
    private final Commander commander;
    private final Completer completer;
    private final InputHistory history = new InputHistory();
    private long typedAtMillis;

    Keyboard(ChatModel model, Commander commander) {
        this.model = model;
        this.commander = commander;
        this.completer = new Completer(model);
    }

    void press(Key key, List<ChatEffect> effects) {
        if (key == Key.Action.FOCUS_GAINED || key == Key.Action.FOCUS_LOST) {
            model.focus(key == Key.Action.FOCUS_GAINED);
            return;
        }
        switch (model.overlay()) {
            case Overlay.None _ -> pressInLine(key, effects);
            case Overlay.Help(int top) -> pressInHelp(top, key);
            case Overlay.Switcher switcher -> pressInSwitcher(switcher, key, effects);
            case Overlay.Results results -> pressInResults(results, key, effects);
        }
    }

    private void pressInLine(Key key, List<ChatEffect> effects) {
        switch (key) {
            case Key.Typed(String text) -> type(text, effects);
            case Key.Action action -> act(action, effects);
        }
    }

    private void type(String text, List<ChatEffect> effects) {
        InputLine input = model.input();
        String typed = text.replace("\r\n", "\n").replace('\r', '\n').replaceAll(NOT_TYPED, "");
        if (!input.insert(typed)) {
            model.tell("A message cannot be longer than that.", true);
        }
        Optional<ListedConversation> open = model.open();
        boolean command = input.text().startsWith("/") && !input.text().startsWith("//");
        if (open.isPresent() && !command && model.nowMillis() - typedAtMillis >= TYPING_MILLIS) {
            typedAtMillis = model.nowMillis();
            effects.add(new ChatEffect.Type(open.get().id()));
        }
    }

    private void act(Key.Action action, List<ChatEffect> effects) {
        InputLine input = model.input();
        switch (action) {
            case ENTER -> enter(effects);
            case TAB -> completer.complete();
            case UP -> input.set(history.older(input.text()));
            case DOWN -> input.set(history.newer(input.text()));
            case ESCAPE -> model.desk().follow(effects);
            case PAGE_UP -> model.open().ifPresent(shown -> model.viewport().scrollPages(shown, 1));
            case PAGE_DOWN -> model.open().ifPresent(shown -> model.viewport().scrollPages(shown, -1));
            case MARK_UP -> model.open().ifPresent(shown -> model.viewport().moveMark(shown, -1));
            case MARK_DOWN -> model.open().ifPresent(shown -> model.viewport().moveMark(shown, 1));
            case SWITCH -> model.overlay(new Overlay.Switcher("", 0));
            case NEXT -> step(1, false, effects);
            case PREVIOUS -> step(-1, false, effects);
            case NEXT_UNREAD -> step(1, true, effects);
            case HELP -> model.overlay(new Overlay.Help(0));
            case INTERRUPT -> interrupt();
            case END_OF_INPUT -> endOfInput(effects);
            case REDRAW -> effects.add(new ChatEffect.Redraw());
            case END -> end(effects);
            case FOCUS_GAINED, FOCUS_LOST -> {}
            case NEW_LINE, BACKSPACE, DELETE, DELETE_WORD, DELETE_TO_START -> edit(action);
            case LEFT, RIGHT, WORD_LEFT, WORD_RIGHT, HOME -> edit(action);
        }
    }

    private void edit(Key.Action action) {
        boolean _ = model.input().press(action);
    }

    private void enter(List<ChatEffect> effects) {
        String line = model.input().take();
        if (line.isBlank()) {
            return;
        }
        history.add(line);
        typedAtMillis = 0;
        if (!commander.run(SlashParser.parse(line), effects)) {
            model.input().set(line);
        }
    }

    /// In an empty line: back to the newest message.
    private void end(List<ChatEffect> effects) {
        if (model.input().isEmpty()) {
            model.desk().follow(effects);
        } else {
            boolean _ = model.input().press(Key.Action.END);
        }
    }

    private void step(int step, boolean unreadOnly, List<ChatEffect> effects) {
        model.conversations()
                .next(model.open(), step, found -> !unreadOnly || found.unread() > 0)
                .ifPresentOrElse(
                        found -> model.desk().go(found.id(), effects),
                        () -> model.tell(unreadOnly ? "Nothing else is unread." : "There is no other.", false));
    }

    private void interrupt() {
        if (model.input().isEmpty()) {
            model.tell("Ctrl+D or /quit leaves the program.", false);
        } else {
            model.input().set("");
        }
    }

    private void endOfInput(List<ChatEffect> effects) {
        if (model.input().isEmpty()) {
            boolean _ = commander.run(new SlashCommand.Quit(), effects);
        } else {
            boolean _ = model.input().press(Key.Action.DELETE);
        }
    }

    /// Scrolls, or closes it.
    private void pressInHelp(int top, Key key) {
        int page = model.viewport().rows() - 1;
        int fresh = switch (key) {
            case Key.Action.DOWN -> top + 1;
            case Key.Action.UP -> top - 1;
            case Key.Action.PAGE_DOWN -> top + page;
            case Key.Action.PAGE_UP -> top - page;
            case Key.Action _, Key.Typed _ -> -1;
        };
        boolean scrolls = key == Key.Action.UP || key == Key.Action.PAGE_UP || fresh >= 0;
        int last = Math.max(0, HelpText.LINES.size() - page);
        model.overlay(scrolls ? new Overlay.Help(Math.clamp(fresh, 0, last)) : new Overlay.None());
    }

    private void pressInSwitcher(Overlay.Switcher switcher, Key key, List<ChatEffect> effects) {
        String filter = switcher.filter();
        List<ListedConversation> matching = model.conversations().matching(filter);
        int last = Math.max(0, matching.size() - 1);
        if (key instanceof Key.Typed(String text)) {
            model.overlay(new Overlay.Switcher(filter + text.replaceAll("\\p{Cntrl}", ""), 0));
        } else if (key == Key.Action.BACKSPACE && !filter.isEmpty()) {
            int end = filter.offsetByCodePoints(filter.length(), -1);
            model.overlay(new Overlay.Switcher(filter.substring(0, end), 0));
        } else if (key == Key.Action.UP || key == Key.Action.PREVIOUS) {
            model.overlay(new Overlay.Switcher(filter, Math.max(0, switcher.selected() - 1)));
        } else if (key == Key.Action.DOWN || key == Key.Action.NEXT || key == Key.Action.TAB) {
            model.overlay(new Overlay.Switcher(filter, Math.min(last, switcher.selected() + 1)));
        } else if (key == Key.Action.ENTER) {
            model.overlay(new Overlay.None());
            if (!matching.isEmpty()) {
                model.desk()
                        .go(matching.get(Math.min(last, switcher.selected())).id(), effects);
            }
        } else if (closes(key)) {
            model.overlay(new Overlay.None());
        }
    }

    private void pressInResults(Overlay.Results results, Key key, List<ChatEffect> effects) {
        int last = Math.max(0, results.hits().size() - 1);
        int selected = results.selected();
        if (key == Key.Action.UP || key == Key.Action.PREVIOUS) {
            model.overlay(new Overlay.Results(results.words(), results.hits(), Math.max(0, selected - 1)));
        } else if (key == Key.Action.DOWN || key == Key.Action.NEXT) {
            model.overlay(new Overlay.Results(results.words(), results.hits(), Math.min(last, selected + 1)));
        } else if (key == Key.Action.ENTER && !results.hits().isEmpty()) {
            Overlay.Hit hit = results.hits().get(Math.min(last, selected));
            model.overlay(new Overlay.None());
            model.desk().goTo(hit.conversation(), hit.seq(), effects);
        } else if (closes(key) || key == Key.Action.ENTER) {
            model.overlay(new Overlay.None());
        }
    }

    private static boolean closes(Key key) {
        return key == Key.Action.ESCAPE
                || key == Key.Action.INTERRUPT
                || key == Key.Action.END_OF_INPUT
                || key == Key.Action.SWITCH;
    }
}
