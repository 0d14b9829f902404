package chat.carillon.cli.simulate;

import chat.carillon.cli.console.Console;
import chat.carillon.client.sync.SyncBounds;
import chat.carillon.client.sync.SyncCommand;
import chat.carillon.client.sync.SyncCursors;
import chat.carillon.client.sync.SyncEngine;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ServerFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `carillon simulate sync`: the engine of the Java SDK decides, and this prints what it does.
@Command(
        name = "sync",
        description = "What a sender and somebody who was away ask for, who both missed entries of a conversation.",
        footer = {"", "docs/concepts/reconnecting.md explains the answers."})
final class ResyncCommand implements Callable<Integer> {
    private static final ConversationId HERE = new ConversationId("here");
    private static final String EPOCH = "epoch";
    private static final int MAX_MISSED = 500;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--head",
            paramLabel = "SEQ",
            defaultValue = "100",
            description = "Where the log stands before A sends; default: 100.")
    private long head;

    @Option(
            names = "--cursor",
            paramLabel = "SEQ",
            defaultValue = "98",
            description = "Up to where A and B have everything; default: 98.")
    private long cursor;

    @Override
    public Integer call() {
        if (cursor < 0 || cursor > head || head - cursor > MAX_MISSED) {
            throw new ParameterException(
                    spec.commandLine(), "--cursor: from 0 to --head, and at most %d before it.".formatted(MAX_MISSED));
        }
        story(head, cursor).forEach(Console.out()::println);
        return 0;
    }

    /// What is printed.
    static List<String> story(long head, long cursor) {
        long sent = head + 1;
        var lines = new ArrayList<String>();
        lines.add("The log stands at %d, A and B have everything up to %d. A sends what becomes %d."
                .formatted(head, cursor, sent));
        lines.add("");
        SyncEngine ofSender = engine(cursor);
        ofSender.welcome(EPOCH, List.of(summary(cursor)));
        lines.add("A is connected, and was not given what came after %d.".formatted(cursor));
        lines.add("A  hears  entry %d, its own".formatted(sent));
        boolean senderAsked = play("A", ofSender, ofSender.live(entry(sent)), sent, lines);
        lines.add("");
        SyncEngine ofAbsent = engine(cursor);
        lines.add("B was away, and connects.");
        lines.add("B  hears  welcome, the log stands at %d".formatted(sent));
        play("B", ofAbsent, ofAbsent.welcome(EPOCH, List.of(summary(sent))), sent, lines);
        lines.add("");
        lines.add(
                senderAsked
                        ? "A must sync too: %d is not the one after %d, so something is missing."
                                .formatted(sent, cursor)
                        : "A need not sync: %d is the one after %d.".formatted(sent, cursor));
        return lines;
    }

    private static SyncEngine engine(long cursor) {
        return new SyncEngine(SyncBounds.DEFAULT, new SyncCursors(EPOCH, Map.of(HERE, cursor)));
    }

    /// Answers as a server does.
    ///
    /// @return whether the client asked for anything
    private static boolean play(String who, SyncEngine engine, List<SyncCommand> first, long head, List<String> lines) {
        Deque<SyncCommand> commands = new ArrayDeque<>(first);
        var shown = new ArrayList<String>();
        boolean asked = false;
        while (!commands.isEmpty()) {
            switch (commands.remove()) {
                case SyncCommand.Deliver(Entry entry) -> shown.add(Long.toString(entry.seq()));
                case SyncCommand.Request request -> {
                    asked = true;
                    long after = request.cursors().getOrDefault(HERE, 0L);
                    lines.add("%s  asks   sync, cursor %d".formatted(who, after));
                    List<Entry> entries = LongStream.rangeClosed(after + 1, head)
                            .mapToObj(ResyncCommand::entry)
                            .toList();
                    commands.addAll(engine.entries(new ServerFrame.Entries(request.ref(), HERE, entries, head, false)));
                }
                case SyncCommand.Reset _, SyncCommand.Ended _, SyncCommand.CheckLater _ -> {}
            }
        }
        lines.add("%s  shows  %s".formatted(who, String.join(", ", shown)));
        return asked;
    }

    private static Entry entry(long seq) {
        return new Entry(
                HERE, seq, seq, 0, new UserId("somebody"), null, new EntryBody.Posted("text", null, null, List.of()));
    }

    private static ConversationSummary summary(long headSeq) {
        return new ConversationSummary(
                HERE,
                ConversationKind.GROUP,
                null,
                null,
                List.of(),
                Role.MEMBER,
                Role.MEMBER,
                false,
                headSeq,
                1,
                0,
                0,
                0);
    }
}
