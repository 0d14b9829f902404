package chat.carillon.loadtest.verify;

import chat.carillon.loadtest.verify.push.Audience;
import chat.carillon.loadtest.verify.push.PushAccount.Said;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Conversations of every size, with members on all nodes: direct ones whose two are on different nodes, groups, and a
/// channel that is too large to be routed member by member.
record Crowd(List<Talk> talks) implements AutoCloseable {
    private static final int DIRECT_PER_NODE = 2;
    private static final int GROUP_MEMBERS = 5;
    private static final int CHANNEL_MEMBERS = 40;
    private static final int CHANNEL_SESSIONS_PER_NODE = 2;

    Crowd {
        talks = List.copyOf(talks);
    }

    /// Makes the conversations, and has their members watch.
    static Crowd gather(Stage stage, Random random) throws IOException {
        var host = new Host(stage, random);
        List<Talk> talks = new ArrayList<>();
        for (int node = 0; node < stage.nodes(); node++) {
            for (int i = 0; i < DIRECT_PER_NODE; i++) {
                String name = "direct %d.%d".formatted(node + 1, i + 1);
                talks.add(host.talk(name, ConversationKind.DIRECT, 2, 2, node));
            }
            String name = "group " + (node + 1);
            talks.add(host.talk(name, ConversationKind.GROUP, GROUP_MEMBERS, stage.nodes(), node));
        }
        int sessions = CHANNEL_SESSIONS_PER_NODE * stage.nodes();
        talks.add(host.talk("channel", ConversationKind.CHANNEL, CHANNEL_MEMBERS, sessions, 0));
        return new Crowd(talks);
    }

    /// Makes one conversation after another.
    private static final class Host {
        private final String run =
                Integer.toString(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE), Character.MAX_RADIX);
        private final Stage stage;
        private final Random random;
        private int users;

        Host(Stage stage, Random random) {
            this.stage = stage;
            this.random = random;
        }

        /// @param sessions of its members, on nodes in turn from `firstNode` on; the other members are absent
        Talk talk(String name, ConversationKind kind, int members, int sessions, int firstNode) throws IOException {
            List<UserId> all = IntStream.range(0, members)
                    .mapToObj(_ -> new UserId("verify-%s-%d".formatted(run, users++)))
                    .toList();
            for (UserId user : all) {
                stage.api().introduce(user, user.value());
            }
            ConversationId conversation = stage.api().create(all.getFirst(), kind, name, all.subList(1, all.size()));
            int connected = Math.min(sessions, members);
            Audience audience = audience(name, conversation, kind, all, connected);
            List<Member> present = new ArrayList<>();
            for (int i = 0; i < connected; i++) {
                UserId user = all.get(i);
                var absence = new Absence();
                present.add(Member.watch(user, stage.client(user, firstNode + i, absence), conversation, absence));
            }
            return new Talk(
                    audience,
                    present,
                    kind == ConversationKind.GROUP ? Talk.History.AT_JOINING : Talk.History.ALL,
                    new Random(random.nextLong()));
        }

        /// Of a channel, members are told what means them, but every other one who is away wants all.
        private Audience audience(
                String name, ConversationId conversation, ConversationKind kind, List<UserId> all, int connected)
                throws IOException {
            List<UserId> present = all.subList(0, connected);
            List<UserId> absent = all.subList(connected, all.size());
            if (kind != ConversationKind.CHANNEL) {
                return new Audience(name, conversation, Set.copyOf(absent), Set.copyOf(present), Set.of());
            }
            Set<UserId> away = new HashSet<>();
            Set<UserId> quiet = new HashSet<>(present);
            for (UserId user : absent) {
                if (away.size() > quiet.size() - present.size()) {
                    quiet.add(user);
                } else {
                    stage.api().wantAll(conversation, user);
                    away.add(user);
                }
            }
            return new Audience(name, conversation, away, Set.of(), quiet);
        }
    }

    /// Everything that was said, and who should be told of it.
    List<Said> said() {
        return talks.stream().flatMap(talk -> talk.said().stream()).toList();
    }

    /// Whether everything that was due before `nanos` was answered, and shown to everybody.
    boolean settledBefore(long nanos) {
        return talks.stream().allMatch(talk -> talk.settledBefore(nanos));
    }

    void moveSince(long nanos, Phase phase) {
        talks.forEach(talk -> talk.moveSince(nanos, phase));
    }

    /// Whether every session is open.
    boolean connected() {
        return talks.stream().allMatch(talk -> talk.members().stream().allMatch(Member::connected));
    }

    int sessions() {
        return talks.stream().mapToInt(talk -> talk.members().size()).sum();
    }

    @Override
    public void close() {
        talks.forEach(talk -> talk.members().forEach(Member::close));
    }
}
