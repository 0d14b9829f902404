package chat.carillon.loadtest.yardstick;

import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;

/// The one conversation of the yardstick: numbers messages and encodes each once, for all loops.
///
/// Numbering is confined to the first event loop; the rest may be called from any.
final class Broadcaster {
    private static final String CONVERSATION = "yardstick-0123456789ab";

    private final List<BroadcastLoop> loops;
    private long seq;

    Broadcaster(List<BroadcastLoop> loops) {
        this.loops = List.copyOf(loops);
    }

    /// Gives a message the next seq and all members the message.
    ///
    /// @param sent told its seq
    void publish(String sender, String clientMessageId, String text, LongConsumer sent) {
        EventLoop first = loops.getFirst().loop();
        if (!first.inEventLoop()) {
            first.execute(() -> publish(sender, clientMessageId, text, sent));
            return;
        }
        seq++;
        sent.accept(seq);
        byte[] entry = frame("{\"op\":\"entry\",\"conversation\":\"" + CONVERSATION + "\",\"seq\":" + seq
                + ",\"ordinal\":"
                + seq + ",\"type\":\"message\",\"sender\":\"" + sender + "\",\"at\":" + System.currentTimeMillis()
                + ",\"clientMessageId\":\"" + clientMessageId + "\",\"text\":\"" + text + "\"}");
        for (BroadcastLoop loop : loops) {
            loop.publish(entry);
        }
    }

    byte[] welcome(String user) {
        return frame("{\"op\":\"welcome\",\"user\":\"" + user + "\",\"conversations\":[]}");
    }

    /// @param headSeq messages that the member's loop has been given so far
    byte[] joined(long headSeq) {
        return frame("{\"op\":\"joined\",\"conversation\":{\"id\":\"" + CONVERSATION
                + "\",\"kind\":\"group\",\"headSeq\":" + headSeq + "}}");
    }

    byte[] sent(String ref, long seq) {
        return frame("{\"op\":\"sent\",\"ref\":\"" + ref + "\",\"conversation\":\"" + CONVERSATION + "\",\"seq\":" + seq
                + ",\"at\":" + System.currentTimeMillis() + "}");
    }

    private static byte[] frame(String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        int header = payload.length < 126 ? 2 : 4;
        byte[] frame = new byte[header + payload.length];
        frame[0] = (byte) 0x81;
        if (header == 2) {
            frame[1] = (byte) payload.length;
        } else {
            frame[1] = 126;
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, header, payload.length);
        return frame;
    }
}
