package chat.carillon.cli.server;

import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.codec.FrameCodec;
import chat.carillon.protocol.json.JsonObject;
import chat.carillon.server.CarillonServer;
import chat.carillon.server.auth.OperatorToken;
import chat.carillon.server.config.ConfigLoader;
import chat.carillon.server.config.ServerConfig;
import chat.carillon.server.telemetry.Logging;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A server's first minute, on a store that is thrown away. `./carillon build` plays it once and has the JVM write
/// down what was loaded and how the code behaved; `serve` starts from that. See decision 0013.
public final class Rehearsal {
    private static final int ARRIVALS = 600;
    private static final int MEMBERS = 20;
    private static final int MESSAGES = 300;

    private final int port;
    private final String token;

    private Rehearsal(int port, String token) {
        this.port = port;
        this.token = token;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("carillon-rehearsal");
        try {
            play(folder);
        } finally {
            delete(folder);
        }
    }

    private static void play(Path folder) throws IOException {
        Map<String, String> settings = Map.of(
                "http.host", "127.0.0.1",
                "http.port", "0",
                "node.drainTimeout", "0ms",
                // Nobody here comes back who is turned away.
                "admission.minPerSecond", "100000",
                "data.directory", folder.toString());
        ServerConfig config = ConfigLoader.load(null, Map.of(), settings).server();
        Logging.configure(config.log());
        try (var server = CarillonServer.start(config)) {
            var rehearsal = new Rehearsal(server.port(), OperatorToken.read(folder));
            rehearsal.comeAndGo();
            rehearsal.talk();
        }
    }

    private void comeAndGo() throws IOException {
        for (int i = 0; i < ARRIVALS; i += MEMBERS) {
            try (var members = new Members()) {
                members.arrive();
            }
        }
    }

    private void talk() throws IOException {
        ConversationId conversation = conversation();
        try (var members = new Members()) {
            members.arrive();
            for (int i = 0; i < MESSAGES; i++) {
                var id = new ClientMessageId("m" + i);
                var send = new ClientFrame.Send("r", conversation, id, "message " + i, null, null, List.of());
                members.sockets.get(i % MEMBERS).send(FrameCodec.encodeClient(send));
                members.await("\"clientMessageId\":\"m" + i + "\"");
            }
        }
    }

    /// Those who come together: a server holds back who comes one by one for long, to look them up in one go.
    private final class Members implements Closeable {
        private final List<PlainSocket> sockets = new ArrayList<>();

        void arrive() throws IOException {
            for (int i = 0; i < MEMBERS; i++) {
                PlainSocket socket = PlainSocket.connect(port);
                sockets.add(socket);
                socket.upgrade();
                var hello = new ClientFrame.Hello(token, null, new DeviceId("rehearsal"), null, Map.of());
                socket.send(FrameCodec.encodeClient(hello));
            }
            await("\"op\":\"welcome\"");
        }

        /// Until `part` has come at each.
        void await(String part) throws IOException {
            for (PlainSocket socket : sockets) {
                socket.await(part);
            }
        }

        @Override
        public void close() throws IOException {
            for (PlainSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private ConversationId conversation() throws IOException {
        try (PlainSocket socket = PlainSocket.connect(port)) {
            String made = socket.post("/v1/conversations", token, "{\"kind\":\"channel\",\"name\":\"Rehearsal\"}");
            return new ConversationId(JsonObject.parse(made).string("id"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
