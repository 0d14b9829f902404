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

    @Test
    void a_ghost_is_pushed_once_and_shows_the_message_once_when_it_is_back() throws Exception {
        String secret = "whsec_"
                + Base64.getEncoder()
                        .encodeToString("a secret of thirty-two bytes, ok".getBytes(StandardCharsets.US_ASCII));
        try (HttpPeer application = HttpPeer.plain();
                var carillon = new CarillonProcesses(
                        folder,
                        "push.webhook.url=" + application.uri("/told"),
                        "push.webhook.secrets=" + secret,
                        "push.ripeOther=3s",
                        "limits.heartbeat=1s");
                TcpProxy network =
                        TcpProxy.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), carillon.port()));
                ClientResources resources = ClientResources.create()) {
            String token =
                    Files.readString(carillon.data().resolve("operator.token")).strip();
            var operator = new CarillonHttp(ServerAddress.of(carillon.url()), () -> token, resources);
            for (UserId user : List.of(ANNA, BEN)) {
                var _ = operator.createUser(user.value(), CarillonProcesses.PASSWORD, user.value());
            }
            ConversationId group = operator.createConversation(
                            ConversationKind.GROUP, "three", null, List.of(ANNA, BEN))
                    .id();
            try (CarillonClient anna = client(operator, resources, ANNA, carillon.url());
                    CarillonClient ben = client(
                            operator,
                            resources,
                            BEN,
                            URI.create("http://localhost:" + network.address().getPort()))) {
                post(anna, group, "are you there?");
                await().untilAsserted(() -> assertThat(heard).containsExactly("are you there?"));
                awaitPushes(application, "operator: are you there?");

                network.setWeather(Weather.SILENCE);
                post(anna, group, "hello?");
                awaitPushes(application, "operator: are you there?", "operator: hello?", "ben: hello?");
                await().atMost(CarillonProcesses.PATIENCE).until(() -> states.contains(ClientState.DISCONNECTED));
                assertThat(heard).containsExactly("are you there?");

                network.cutAll();
                network.setWeather(Weather.CLEAR);
                await().atMost(CarillonProcesses.PATIENCE)
                        .untilAsserted(() -> assertThat(heard).containsExactly("are you there?", "hello?"));
                assertThat(ben.state()).isIn(ClientState.SYNCING, ClientState.CONNECTED);

                post(anna, group, "welcome back");
                awaitPushes(
                        application,
                        "operator: are you there?",
                        "operator: hello?",
                        "ben: hello?",
                        "operator: welcome back");
                assertThat(heard).containsExactly("are you there?", "hello?", "welcome back");
            }
        }
    }

    private CarillonClient client(CarillonHttp operator, ClientResources resources, UserId user, URI url)
            throws Exception {
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

    private static void post(CarillonClient client, ConversationId group, String text) throws Exception {
        var _ = client.conversation(group).sendAndWait(text, CarillonProcesses.PATIENCE);
    }

    private static void awaitPushes(HttpPeer application, String... pushes) {
        await().atMost(CarillonProcesses.PATIENCE)
                .untilAsserted(() -> assertThat(pushes(application)).containsExactlyInAnyOrder(pushes));
    }

    private static List<String> pushes(HttpPeer application) {
        return application.received().stream()
                .map(request -> JsonObject.parse(request.body()).object("data"))
                .map(data -> data.string("user") + ": " + data.string("text"))
                .toList();
    }
}
