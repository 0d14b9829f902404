package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.session.Sent;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java SDK against a real server on the embedded store, which is killed in the middle of a conversation: what
/// was sent arrives, once and in order, at everybody.
class SdkRestartIT {
    private static final int KILLS = 2;
    private static final int MESSAGES_BETWEEN_KILLS = 40;
    private static final int MAX_ENTRIES = 1_000;
    private static final UserId ANNA = new UserId("anna");
    private static final UserId BEN = new UserId("ben");

    @TempDir
    private Path folder;

    private final List<CarillonClient> clients = new ArrayList<>();
    private CarillonProcesses carillon;
    private ClientResources resources;
    private CarillonHttp operator;
    private ConversationId conversation;

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
        conversation = operator.createConversation(ConversationKind.GROUP, "crash", null, List.of(ANNA, BEN))
                .id();
    }

    @AfterEach
    void stop() {
        clients.forEach(CarillonClient::close);
        resources.close();
        carillon.close();
    }

    private CarillonClient client(UserId user, List<Entry> seen) {
        CarillonClient client = CarillonClient.builder(carillon.url())
                .token(operator.createToken(user, "test").token())
                .device(user + "-device")
                .outbox(outboxOf(user))
                .entries(seen::add)
                .resources(resources)
                .build();
        clients.add(client);
        return client;
    }

    private Path outboxOf(UserId user) {
        return folder.resolve(user + ".outbox");
    }

    private static String textOf(Entry entry) {
        return entry.body() instanceof EntryBody.Posted posted
                ? posted.text()
                : entry.body().toString();
    }

    private List<String> logged() {
        return operator.entries(conversation, 0, MAX_ENTRIES).entries().stream()
                .filter(entry -> entry.body() instanceof EntryBody.Posted)
                .map(SdkRestartIT::textOf)
                .toList();
    }

    @Test
    void nothing_is_lost_or_doubled_while_the_server_is_killed_in_mid_conversation() throws Exception {
        List<Entry> seenByAnna = new CopyOnWriteArrayList<>();
        List<Entry> seenByBen = new CopyOnWriteArrayList<>();
        CarillonClient anna = client(ANNA, seenByAnna);
        CarillonClient ben = client(BEN, seenByBen);
        anna.connect(CarillonProcesses.PATIENCE);
        ben.connect(CarillonProcesses.PATIENCE);
        List<String> sent = new ArrayList<>();
        List<CompletableFuture<Sent>> answers = new ArrayList<>();

        for (int kill = 0; kill <= KILLS; kill++) {
            for (int i = 0; i < MESSAGES_BETWEEN_KILLS; i++) {
                CarillonClient sender = i % 2 == 0 ? anna : ben;
                sent.add("%d.%d".formatted(kill, i));
                answers.add(sender.conversation(conversation).send(sent.getLast()));
            }
            if (kill < KILLS) {
                CompletableFuture<Sent> firstOfRound = answers.get(kill * MESSAGES_BETWEEN_KILLS);
                await().atMost(CarillonProcesses.PATIENCE).until(firstOfRound::isDone);
                carillon.killServer();
                carillon.startServerAgain();
            }
        }

        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .get(CarillonProcesses.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await().atMost(CarillonProcesses.PATIENCE)
                .untilAsserted(() ->
                        assertThat(List.of(seenByAnna.size(), seenByBen.size())).containsOnly(sent.size()));
        assertThat(logged()).containsExactlyInAnyOrderElementsOf(sent);
        for (List<Entry> seen : List.of(seenByAnna, seenByBen)) {
            assertThat(seen).extracting(SdkRestartIT::textOf).containsExactlyElementsOf(logged());
            assertThat(seen).extracting(Entry::seq).isSorted().doesNotHaveDuplicates();
        }
        assertThat(answers).extracting(answer -> answer.join().seq()).doesNotHaveDuplicates();
    }

    @Test
    void what_was_sent_while_the_server_was_away_survives_the_end_of_the_program_too() throws Exception {
        List<Entry> seenByBen = new CopyOnWriteArrayList<>();
        client(BEN, seenByBen).connect(CarillonProcesses.PATIENCE);
        CarillonClient before = client(ANNA, new ArrayList<>());
        before.connect(CarillonProcesses.PATIENCE);
        carillon.killServer();
        List<String> sent = IntStream.range(0, 5).mapToObj(i -> "kept " + i).toList();
        List<CompletableFuture<Sent>> answers = sent.stream()
                .map(text -> before.conversation(conversation).send(text))
                .toList();
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        before.close();

        carillon.startServerAgain();
        assertThat(logged()).isEmpty();
        client(ANNA, new ArrayList<>()).connect(CarillonProcesses.PATIENCE);

        await().atMost(CarillonProcesses.PATIENCE)
                .untilAsserted(() -> assertThat(seenByBen).hasSize(sent.size()));
        assertThat(seenByBen).extracting(SdkRestartIT::textOf).containsExactlyElementsOf(sent);
        assertThat(seenByBen)
                .extracting(Entry::seq)
                .containsExactlyElementsOf(LongStream.range(0, sent.size())
                        .map(i -> seenByBen.getFirst().seq() + i)
                        .boxed()
                        .toList());
        assertThat(logged()).containsExactlyElementsOf(sent);
    }
}
