package chat.carillon.services.redis;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Says one command to a Redis and takes one answer, as a person would who has no client.
final class RedisConsole {
    private static final int ANSWER_MILLIS = 5_000;

    private RedisConsole() {}

    /// @throws IOException if the answer is an error, or anything but a line or a text
    static String ask(InetSocketAddress address, String command) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new DataInputStream(socket.getInputStream());
            String line = line(answer);
            return switch (line.charAt(0)) {
                case '+', ':' -> line.substring(1);
                case '$' ->
                    new String(answer.readNBytes(Integer.parseInt(line.substring(1))), StandardCharsets.US_ASCII);
                default -> throw new IOException("%s: %s".formatted(command, line));
            };
        }
    }

    private static String line(DataInputStream answer) throws IOException {
        var line = new StringBuilder();
        for (int next = answer.read(); next != '\n'; next = answer.read()) {
            if (next < 0) {
                throw new EOFException("Redis says nothing");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
