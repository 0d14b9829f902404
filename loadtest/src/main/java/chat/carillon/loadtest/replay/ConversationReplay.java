package chat.carillon.loadtest.replay;

import chat.carillon.loadtest.api.LogPage;
import chat.carillon.loadtest.api.ServerApi;
import chat.carillon.loadtest.check.Acknowledged;
import chat.carillon.loadtest.check.DeliveryCheck;
import chat.carillon.loadtest.check.Truth;
import chat.carillon.loadtest.irc.IrcLine;
import chat.carillon.loadtest.irc.IrcLog;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Replays one log into one conversation, line by line, and checks what its watchers saw. Confined to one thread.
final class ConversationReplay {
    private final Run run;
    private final IrcLog log;
    private final int index;
    private final List<Watcher> watchers = new ArrayList<>();

    /// What all conversations of a run share.
    ///
    /// @param id no other run's
    /// @param stopping whether some other conversation failed
    record Run(
            String id,
            ReplayOptions options,
            ReplayStage stage,
            Authors authors,
            Trouble trouble,
            Tally tally,
            BooleanSupplier stopping) {}

    /// @param index of the log in its run
    ConversationReplay(Run run, IrcLog log, int index) {
        this.run = run;
        this.log = log;
        this.index = index;
    }

    void replay() throws IOException {
        ServerApi api = run.stage().api();
        UserId owner = new UserId("replay-" + run.id());
        ConversationId conversation = api.create(owner, ConversationKind.CHANNEL, log.name(), List.of());
        try {
            for (int i = 0; i < run.options().watchers(); i++) {
                UserId user = new UserId("watcher-%s-%d-%d".formatted(run.id(), index, i));
                boolean unlucky = run.stage().unlucky(log.name() + " watcher " + i);
                ReplayStage.Way way = unlucky ? ReplayStage.Way.THROUGH_PROXY : ReplayStage.Way.DIRECT;
                watchers.add(Watcher.join(run.stage(), conversation, user, way));
            }
            String keyPrefix = "%s-%d-".formatted(run.id(), index);
            Speaker speaker = new Speaker(conversation, log, keyPrefix, api, run.authors(), run.tally());
            speak(speaker);
            run.tally().conversations.increment();
            check(conversation, owner, speaker);
        } finally {
            watchers.forEach(Watcher::close);
        }
    }

    private void speak(Speaker speaker) throws IOException {
        Pacing pacing = new Pacing(run.options().speed(), System.nanoTime());
        for (IrcLine line : log.lines()) {
            if (run.stopping().getAsBoolean() || !follow(line, speaker, pacing)) {
                return;
            }
        }
    }

    /// @return false at the end of the run
    private boolean follow(IrcLine line, Speaker speaker, Pacing pacing) throws IOException {
        switch (line) {
            case IrcLine.Said said
            when said.text().isBlank() -> run.tally().blankLines.increment();
            case IrcLine.Said said -> {
                if (!run.tally().claim()) {
                    return false;
                }
                speaker.say(said, pacing.await(said));
                run.trouble().afterMessage();
            }
            case IrcLine.Joined joined -> speaker.join(joined.nick());
            case IrcLine.Left left -> speaker.leave(left.nick());
            case IrcLine.Renamed renamed -> {
                speaker.leave(renamed.nick());
                speaker.join(renamed.newNick());
            }
            case IrcLine.Other _ -> {}
        }
        return true;
    }

    private void check(ConversationId conversation, UserId owner, Speaker speaker) throws IOException {
        run.trouble().await();
        List<Entry> entries = read(conversation, owner);
        long headSeq = entries.isEmpty() ? 0 : entries.getLast().seq();
        watchers.forEach(watcher -> watcher.await(headSeq));
        Truth truth = new Truth(log.name(), entries);
        run.tally()
                .findings
                .add(DeliveryCheck.check(
                        truth,
                        speaker.sends(),
                        watchers.stream().map(Watcher::seen).toList()));
        for (Watcher watcher : watchers) {
            measure(watcher, headSeq, speaker);
        }
    }

    private List<Entry> read(ConversationId conversation, UserId reader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        LogPage page;
        do {
            long afterSeq = entries.isEmpty() ? 0 : entries.getLast().seq();
            page = run.stage().api().entries(conversation, reader, afterSeq);
            entries.addAll(page.entries());
        } while (page.more() && !page.entries().isEmpty());
        return entries;
    }

    private void measure(Watcher watcher, long headSeq, Speaker speaker) {
        long[] seenNanos = watcher.seen().firstNanosBySeq(headSeq);
        List<Acknowledged> sends = speaker.sends();
        List<Speaker.Due> dues = speaker.dues();
        for (int i = 0; i < sends.size(); i++) {
            long seq = sends.get(i).seq();
            if (seq <= headSeq && seenNanos[(int) seq] != 0) {
                Speaker.Due due = dues.get(i);
                run.tally().seen(watcher.unlucky() || due.cut(), seenNanos[(int) seq] - due.nanos());
            }
        }
        run.tally().shown.add(watcher.seen().size());
    }
}
