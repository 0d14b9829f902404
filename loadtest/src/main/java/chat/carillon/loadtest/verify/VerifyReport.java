package chat.carillon.loadtest.verify;

import chat.carillon.loadtest.api.LogPage;
import chat.carillon.loadtest.check.Acknowledged;
import chat.carillon.loadtest.check.DeliveryCheck;
import chat.carillon.loadtest.check.Findings;
import chat.carillon.loadtest.check.Seen;
import chat.carillon.loadtest.check.Truth;
import chat.carillon.loadtest.report.Figures;
import chat.carillon.loadtest.report.Table;
import chat.carillon.loadtest.verify.push.PushAccount;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// What a run came to.
///
/// @param phases by kind, in the order in which they came
/// @param absences how long each session was without a socket at worst, in nanoseconds
/// @param pushes who of those away was told; empty for a cluster that ran already
/// @param heldBack sends that were not made because too many waited for an answer
public record VerifyReport(
        VerifyOptions options,
        int conversations,
        int sessions,
        long messages,
        long shown,
        long heldBack,
        Histogram absences,
        Map<String, Figure> phases,
        Findings findings,
        Optional<PushAccount> pushes,
        Problems problems) {

    private static final int DIGITS = 3;

    /// What was measured in all phases of a kind.
    ///
    /// @param times that it happened
    /// @param recovery nanoseconds from the end of the fault until everybody had everything
    public record Figure(boolean promised, int times, Histogram sent, Histogram seen, Histogram recovery) {}

    static VerifyReport of(
            VerifyOptions options,
            Stage stage,
            Crowd crowd,
            List<Phase> phases,
            Optional<PushAccount> pushes,
            Problems problems)
            throws IOException {
        var findings = new Findings();
        var measurement = new Measurement(options.within(), problems);
        long messages = 0;
        long shown = 0;
        Histogram absences = new Histogram(DIGITS);
        for (Talk talk : crowd.talks()) {
            List<Entry> log = read(stage, talk);
            findings.add(check(talk, log));
            List<Recorded> sends = talk.sends();
            messages += sends.stream().filter(send -> send.seq() > 0).count();
            for (Member member : talk.members()) {
                shown += member.seen().size();
                absences.recordValue(member.absence().longestNanos());
                measurement.shown(talk.name(), sends, member.seen().firstNanosBySeq(log.size()));
            }
            measurement.answered(talk.name(), sends);
        }
        pushes.ifPresent(account -> account.examples(problems::untold));
        long heldBack = crowd.talks().stream().mapToLong(Talk::heldBack).sum();
        return new VerifyReport(
                options,
                crowd.talks().size(),
                crowd.sessions(),
                messages,
                shown,
                heldBack,
                absences,
                figures(phases),
                findings,
                pushes,
                problems);
    }

    private static List<Entry> read(Stage stage, Talk talk) throws IOException {
        List<Entry> entries = new ArrayList<>();
        LogPage page;
        do {
            long afterSeq = entries.isEmpty() ? 0 : entries.getLast().seq();
            page = stage.api()
                    .entries(talk.conversation(), talk.members().getFirst().user(), afterSeq);
            entries.addAll(page.entries());
        } while (page.more() && !page.entries().isEmpty());
        return entries;
    }

    /// The log and all watchers once; then the sends of each member, whose order must be that of the log.
    private static Findings check(Talk talk, List<Entry> log) {
        var truth = new Truth(talk.name(), log);
        List<Seen> seen = talk.members().stream().map(Member::seen).toList();
        if (talk.historyBegins() == Talk.History.AT_JOINING) {
            talk.members().forEach(member -> member.seen().startAt(joinedSeq(log, member)));
        }
        Findings findings = DeliveryCheck.check(truth, List.of(), seen);
        Map<String, List<Acknowledged>> bySender = new TreeMap<>();
        talk.sends().stream()
                .map(Recorded::acknowledged)
                .flatMap(Optional::stream)
                .forEach(send -> bySender.computeIfAbsent(send.sender().value(), _ -> new ArrayList<>())
                        .add(send));
        bySender.values().forEach(sends -> findings.add(DeliveryCheck.check(truth, sends, List.of())));
        return findings;
    }

    private static long joinedSeq(List<Entry> log, Member member) {
        return log.stream()
                .filter(entry -> entry.body() instanceof EntryBody.MembersJoined(List<UserId> users)
                        && users.contains(member.user()))
                .mapToLong(Entry::seq)
                .findFirst()
                .orElse(1);
    }

    private static Map<String, Figure> figures(List<Phase> phases) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (Phase phase : phases) {
            figures.merge(phase.kind(), figure(phase), VerifyReport::sum);
        }
        return figures;
    }

    private static Figure figure(Phase phase) {
        Histogram recovery = new Histogram(DIGITS);
        if (phase.recoveryNanos() >= 0) {
            recovery.recordValue(phase.recoveryNanos());
        }
        return new Figure(phase.promised(), 1, phase.sent(), phase.seen(), recovery);
    }

    private static Figure sum(Figure one, Figure other) {
        one.sent().add(other.sent());
        one.seen().add(other.seen());
        one.recovery().add(other.recovery());
        return new Figure(one.promised(), one.times() + other.times(), one.sent(), one.seen(), one.recovery());
    }

    /// Whether the promise was kept.
    public boolean kept() {
        return findings.none() && problems.none() && pushes.stream().allMatch(PushAccount::right);
    }

    /// Prints what was measured and what went wrong; the last line holds the verdict.
    public void print(PrintStream out) {
        Table table = new Table(
                "from due",
                "times",
                "sends",
                "sent p50 ms",
                "p99",
                "max",
                "shown",
                "seen p50 ms",
                "p99",
                "max",
                "healed after ms");
        phases.forEach((kind, figure) -> table.add(
                figure.promised() ? kind + " *" : kind,
                Integer.toString(figure.times()),
                Figures.count(figure.sent().getTotalCount()),
                Figures.millis(figure.sent(), 50),
                Figures.millis(figure.sent(), 99),
                Figures.millis(figure.sent(), 100),
                Figures.count(figure.seen().getTotalCount()),
                Figures.millis(figure.seen(), 50),
                Figures.millis(figure.seen(), 99),
                Figures.millis(figure.seen(), 100),
                Figures.millis(figure.recovery(), 100)));
        table.print(out);
        out.printf(
                "* every node reaches the store: nobody waits longer than %s ms.%n%n",
                Figures.count(options.within().toMillis()));
        if (!kept()) {
            out.println("What went wrong:");
            findings.differences().forEach(difference -> out.println("  " + difference));
            problems.examples().forEach(problem -> out.println("  " + problem));
            out.println();
        }
        if (heldBack > 0) {
            out.printf("%,d sends were held back, as 500 of their conversation were not answered yet.%n", heldBack);
        }
        out.printf(
                "Sessions were without a socket, at worst: %s ms at the 50th percentile, %s ms at the 99th.%n",
                Figures.millis(absences, 50), Figures.millis(absences, 99));
        pushes.ifPresent(account -> out.printf("Members that are not there: %s.%n", account));
        out.printf("Seed %d; %,d sessions were shown %,d entries.%n", options.seed(), sessions, shown);
        out.printf("%d messages, %d conversations: %s, %s%n", messages, conversations, findings, problems);
    }
}
