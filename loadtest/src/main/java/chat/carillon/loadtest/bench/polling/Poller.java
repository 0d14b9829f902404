package chat.carillon.loadtest.bench.polling;

import chat.carillon.model.ConversationId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that asks for what is new again and again, over one connection that is kept. Runs until it is closed.
final class Poller implements Listening {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)");
    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");
    private static final Pattern HEAD_SEQ = Pattern.compile("\"headSeq\":(\\d+)");

    private final CountingSocket socket;
    private final Traffic traffic;
    private final String request;
    private final Duration interval;
    private long cursor;
    private volatile boolean closed;

    Poller(URI server, String token, ConversationId conversation, Duration interval, Traffic traffic)
            throws IOException {
        this.socket = new CountingSocket(server, traffic);
        this.traffic = traffic;
        this.interval = interval;
        this.request = """
                GET /v1/conversations/%s/entries?after=%%d&limit=500 HTTP/1.1\r
                Host: %s:%d\r
                Authorization: Bearer %s\r
                \r
                """.formatted(conversation, server.getHost(), server.getPort(), token);
    }

    @Override
    public void listen() throws IOException {
        cursor = headSeq(ask());
        // Those who poll do not do it all at once.
        long due = System.nanoTime() + ThreadLocalRandom.current().nextLong(interval.toNanos());
        while (!closed) {
            LockSupport.parkNanos(due - System.nanoTime());
            if (System.nanoTime() - due >= 0 && !closed) {
                due += interval.toNanos();
                String page = ask();
                traffic.seen(page);
                Matcher seq = SEQ.matcher(page);
                while (seq.find()) {
                    cursor = Math.max(cursor, Long.parseLong(seq.group(1)));
                }
            }
        }
    }

    private String ask() throws IOException {
        traffic.request();
        socket.write(CountingSocket.ascii(request.formatted(cursor)));
        String head = socket.readHead();
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        if (!head.startsWith("HTTP/1.1 200 ") || !length.find()) {
            throw new IOException("The server answered a poll with: "
                    + head.lines().findFirst().orElse(""));
        }
        return new String(socket.read(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
    }

    private static long headSeq(String page) {
        Matcher head = HEAD_SEQ.matcher(page);
        return head.find() ? Long.parseLong(head.group(1)) : 0;
    }

    @Override
    public void close() {
        closed = true;
        socket.close();
    }
}
