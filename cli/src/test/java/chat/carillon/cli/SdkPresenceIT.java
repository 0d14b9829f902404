package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.http.MessageState;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.session.ClientListener;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.UserId;
import chat.carillon.protocol.PresenceStatus;
import chat.carillon.protocol.ServerFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the Java SDK tells of who is there, and of who has read, against a real server.
class SdkPresenceIT {
    private static final UserId ANNA = new UserId("anna");
    private static final UserId BEN = new UserId("ben");

    @TempDir
    private Path folder;

    private final List<ServerFrame> told = new CopyOnWriteArrayList<>();
    private CarillonProcesses carillon;
    private ClientResources resources;
    private CarillonHttp operator;

    @BeforeEach
    void start() throws Exception {
        carillon = new CarillonProcesses(folder);
        resources = ClientResources.create();
        String token =
                Files.readString(carillon.data().resolve("operator.token")).strip();
        operator = new CarillonHttp(ServerAddress.of(carillon.url()), () -> token, resources);
        for (UserId user : List.of(ANNA, BEN)) {
            var _ = operator.createUser(user.value(), CarillonProcesses.PASSWORD, user.value());
        }
    }

    @AfterEach
    void stop() {
        resources.close();
        carillon.close();
    }

    private CarillonClient client(UserId user, ClientListener listener) throws Exception {
        CarillonClient client = CarillonClient.builder(carillon.url())
                .token(operator.createToken(user, "test").token())
                .device(user + "-device")
                .listener(listener)
                .resources(resources)
                .build();
        client.connect(CarillonProcesses.PATIENCE);
        return client;
    }

    /// Remembers what it is told.
    private ClientListener listener() {
        return new ClientListener() {
            @Override
            public void presence(ServerFrame.PresenceNotice presence) {
                told.add(presence);
            }

            @Override
            public void headcount(ServerFrame.Headcount headcount) {
                told.add(headcount);
            }

            @Override
            public void receipt(ServerFrame.Receipt receipt) {
                told.add(receipt);
            }
        };
    }

    private void awaitTold(ServerFrame frame) {
        await().atMost(CarillonProcesses.PATIENCE)
                .untilAsserted(() -> assertThat(told).contains(frame));
    }

    @Test
    void tells_who_is_there_how_many_and_who_has_read() throws Exception {
        ConversationId conversation = operator.createConversation(
                        ConversationKind.GROUP, "two", null, List.of(ANNA, BEN))
                .id();
        try (CarillonClient anna = client(ANNA, listener());
                CarillonClient ben = client(BEN, ClientListener.NONE)) {
            anna.watch(List.of(BEN), List.of(conversation));
            awaitTold(new ServerFrame.PresenceNotice(BEN, PresenceStatus.ONLINE, null));
            int members = operator.members(conversation, null, 10).size();
            awaitTold(new ServerFrame.Headcount(conversation, members, 2));

            long seq = anna.conversation(conversation)
                    .sendAndWait("hello", CarillonProcesses.PATIENCE)
                    .seq();
            ben.conversation(conversation).markRead(seq);
            await().atMost(CarillonProcesses.PATIENCE)
                    .untilAsserted(() -> assertThat(told)
                            .anyMatch(frame -> frame instanceof ServerFrame.Receipt receipt
                                    && receipt.user().equals(BEN)
                                    && receipt.readSeq() == seq));
            await().atMost(CarillonProcesses.PATIENCE)
                    .until(() -> anna.http().receipts(conversation, seq).read() == 2);
            MessageState.Receipts receipts = anna.http().receipts(conversation, seq);
            assertThat(receipts.members()).isEqualTo(members);
            assertThat(receipts.of()).anyMatch(receipt -> receipt.user().equals(BEN) && receipt.readSeq() == seq);
        }
    }
}
