package chat.carillon.testkit.sim.scenario;

import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.testkit.sim.Chance;
import chat.carillon.testkit.sim.Journal;
import chat.carillon.testkit.sim.cluster.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What is done over HTTP, on any node: conversations are made, users join and are made to leave.
/// Nobody tries again what failed.
final class Administrators {
    private static final double CROWDED = 0.3;

    private final World world;
    private final Chance chance;
    private int conversations;

    Administrators(World world) {
        this.world = world;
        this.chance = world.chance();
    }

    /// Makes a conversation of some users, never of the last one.
    void create() {
        var id = new ConversationId("c" + conversations++);
        ConversationKind kind = chance.pick(List.of(ConversationKind.values()));
        var others = new ArrayList<>(world.users().subList(1, world.users().size() - 1));
        while (others.size() > (kind == ConversationKind.DIRECT ? 1 : 2)) {
            others.remove(chance.below(others.size()));
        }
        if (kind != ConversationKind.DIRECT && chance.happens(CROWDED)) {
            others.addAll(
                    world.crowd().subList(0, chance.between(15, world.crowd().size())));
        }
        var wanted = new NewConversation(
                id,
                kind,
                "name of " + id,
                null,
                Conversation.Settings.of(kind),
                world.users().getFirst(),
                others,
                0);
        onAnyNode(conversations -> {
            var _ = conversations.create(wanted);
        });
    }

    /// Changes who is a member of some conversation, or something else about it.
    void act() {
        List<Journal.Log> logs = List.copyOf(world.journal().logs());
        if (logs.isEmpty() || chance.happens(0.1)) {
            create();
            return;
        }
        ConversationId conversation = chance.pick(logs).id();
        UserId user = chance.pick(world.users());
        switch (chance.below(9)) {
            case 0, 1, 2 -> append(conversation, new EntryBody.MembersJoined(List.of(user)));
            case 3, 4 -> append(conversation, new EntryBody.MembersLeft(List.of(user)));
            case 5 -> {
                append(conversation, new EntryBody.MembersLeft(List.of(user)));
                append(conversation, new EntryBody.MembersJoined(List.of(user)));
            }
            case 6 -> append(conversation, new EntryBody.RoleChanged(user, chance.pick(List.of(Role.values()))));
            case 7 -> {
                List<UserId> some =
                        world.crowd().subList(0, chance.between(1, world.crowd().size()));
                append(
                        conversation,
                        chance.happens(0.5) ? new EntryBody.MembersJoined(some) : new EntryBody.MembersLeft(some));
            }
            default -> append(conversation, new EntryBody.Renamed(null, "topic " + chance.bits()));
        }
    }

    private void append(ConversationId conversation, EntryBody body) {
        UserId by = world.users().getFirst();
        onAnyNode(conversations -> {
            var _ = conversations.append(conversation, by, Authority.ADMINISTRATOR, null, body);
        });
    }

    private void onAnyNode(Consumer<Conversations> task) {
        world.cluster().any().ifPresent(node -> run(node, task));
    }

    private static void run(SimNode node, Consumer<Conversations> task) {
        node.run(up -> {
            try {
                task.accept(up.conversations());
            } catch (StoreUnavailableException _) {
                // Nobody tries again.
            }
        });
    }
}
