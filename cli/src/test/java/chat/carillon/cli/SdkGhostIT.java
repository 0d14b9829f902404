package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.session.ClientListener;
import chat.carillon.client.session.ClientState;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.services.network.TcpProxy;
import chat.carillon.services.network.Weather;
import chat.carillon.testkit.push.HttpPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member whose network is cut so that neither side is told: a push tells of what comes meanwhile, once, and the SDK
/// shows it when it is back, once. The operator never connects: a push for them says that a message was ripe, and what
/// is to become of it for everybody was decided.
class SdkGhostIT {
    private static final UserId ANNA = new UserId("anna");
    private static final UserId BEN = new UserId("ben");

    @TempDir
    private Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<ClientState> states = new CopyOnWriteArrayList<>();

    private HttpPeer application;
    private CarillonProcesses carillon;
    private TcpProxy network;
    private ClientResources resources;
    private CarillonHttp operator;
    private ConversationId group;

    @BeforeEach
    void start() throws Exception {
        application = HttpPeer.plain();
        String secret = "whsec_"
                + Base64.getEncoder()
                        .encodeToString("a secret of thirty-two bytes, ok".getBytes(StandardCharsets.US_ASCII));
        carillon = new CarillonProcesses(
                folder,
                "push.webhook.url=" + application.uri("/told"),
                "push.webhook.secrets=" + secret,
                "push.ripeOther=3s",
                "limits.heartbeat=1s");
        network = TcpProxy.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), carillon.port()));
        resources = ClientResources.create();
        String token =
                Files.readString(carillon.data().resolve("operator.token")).strip();
        operator = new CarillonHttp(ServerAddress.of(carillon.url()), () -> token, resources);
        for (UserId user : List.of(ANNA, BEN)) {
            var _ = operator.createUser(user.value(), CarillonProcesses.PASSWORD, user.value());
        }
        group = operator.createConversation(ConversationKind.GROUP, "three", null, List.of(ANNA, BEN))
                .id();
    }

    @AfterEach
    void stop() {
        resources.close();
        network.close();
        carillon.close();
        application.close();
    }

    @Test
    void a_ghost_is_pushed_once_and_shows_the_message_once_when_it_is_back() throws Exception {
        URI unsafe = URI.create("http://localhost:" + network.address().getPort());
        try (CarillonClient anna = client(ANNA, carillon.url());
                CarillonClient ben = client(BEN, unsafe)) {
            post(anna, "are you there?");
            await().untilAsserted(() -> assertThat(heard).containsExactly("are you there?"));
            awaitPushes("operator: are you there?");

            network.setWeather(Weather.SILENCE);
            post(anna, "hello?");
            awaitPushes("operator: are you there?", "operator: hello?", "ben: hello?");
            await().atMost(CarillonProcesses.PATIENCE).until(() -> states.contains(ClientState.DISCONNECTED));
            assertThat(heard).containsExactly("are you there?");

            network.cutAll();
            network.setWeather(Weather.CLEAR);
            await().atMost(CarillonProcesses.PATIENCE)
                    .untilAsserted(() -> assertThat(heard).containsExactly("are you there?", "hello?"));
            assertThat(ben.state()).isIn(ClientState.SYNCING, ClientState.CONNECTED);

            post(anna, "welcome back");
            awaitPushes("operator: are you there?", "operator: hello?", "ben: hello?", "operator: welcome back");
            assertThat(heard).containsExactly("are you there?", "hello?", "welcome back");
        }
    }

    private CarillonClient client(UserId user, URI url) throws Exception {
        CarillonClient client = CarillonClient.builder(url)
                .token(operator.createToken(user, "test").token())
                .device(user + "-device")
                .listener(new ClientListener() {
                    @Override
                    public void stateChanged(ClientState state) {
                        if (user.equals(BEN)) {
                            states.add(state);
                        }
                    }
                })
                .entries(entry -> {
                    if (user.equals(BEN)) {
                        hear(entry);
                    }
                })
                .resources(resources)
                .build();
        client.connect(CarillonProcesses.PATIENCE);
        return client;
    }

    private void hear(Entry entry) {
        if (entry.body() instanceof EntryBody.Posted posted) {
            heard.add(posted.text());
        }
    }

    private void post(CarillonClient client, String text) throws Exception {
        var _ = client.conversation(group).sendAndWait(text, CarillonProcesses.PATIENCE);
    }

    private void awaitPushes(String... pushes) {
        await().atMost(CarillonProcesses.PATIENCE)
                .untilAsserted(() -> assertThat(pushes()).containsExactlyInAnyOrder(pushes));
    }

    private List<String> pushes() {
        return application.received().stream()
                .map(request -> JsonObject.parse(request.body()).object("data"))
                .map(data -> data.string("user") + ": " + data.string("text"))
                .toList();
    }
}
