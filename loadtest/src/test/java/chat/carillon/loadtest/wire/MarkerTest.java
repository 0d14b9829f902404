package chat.carillon.loadtest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MarkerTest {

    @Test
    void tells_due_time_and_number_of_a_message_again() {
        ByteBuf bytes = bytes("{\"text\":\"@T= " + Marker.text(0x0123456789abcdefL, 2_000_000_000) + " hello\"}");
        int at = Marker.find(bytes, 12, bytes.writerIndex());

        assertThat(Marker.dueNanos(bytes, at)).isEqualTo(0x0123456789abcdefL);
        assertThat(Marker.number(bytes, at)).isEqualTo(2_000_000_000);
    }

    @Test
    void finds_nothing_where_there_is_no_whole_marker() {
        ByteBuf bytes = bytes("text " + Marker.text(1, 1).substring(0, Marker.LENGTH - 1));
        assertThat(Marker.find(bytes, 0, bytes.writerIndex())).isNegative();
    }

    @Test
    void reads_numbers_and_quoted_text_by_what_stands_before() {
        ByteBuf bytes = bytes("{\"headSeq\":12,\"seq\":345,\"id\":\"c1\"}");
        int end = bytes.writerIndex();

        assertThat(Bytes.decimalAfter(bytes, 0, end, Bytes.ascii("\"seq\":"))).isEqualTo(345);
        assertThat(Bytes.decimalAfter(bytes, 0, end, Bytes.ascii("\"nix\":"))).isEqualTo(-1);
        assertThat(Bytes.quotedAfter(bytes, 0, end, Bytes.ascii("\"id\":\""))).isEqualTo("c1");
        assertThat(Bytes.indexOf(bytes, 0, end, Bytes.ascii("\"}"))).isEqualTo(end - 2);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
