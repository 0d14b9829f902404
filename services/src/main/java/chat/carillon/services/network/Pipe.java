package chat.carillon.services.network;

import chat.carillon.services.network.Weather.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One direction of a connection: what is read is written when its time has come, in order. One thread reads, another
/// writes, so that a delay does not hold up what comes after.
final class Pipe {
    private static final Logger log = LoggerFactory.getLogger(Pipe.class);
    private static final int BUFFER_BYTES = 65_536;
    private static final int MAX_PIECES = 4_096;
    private static final byte[] END = {};

    private final Sky sky;
    private final Function<Weather, Way> way;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(MAX_PIECES);

    /// What happens to one piece.
    interface Gate {
        /// @param number of pieces before this one
        /// @return whether it passes; if not, the connection is over
        boolean passes(int number, byte[] bytes) throws IOException;
    }

    /// @param bytes empty at the end
    private record Piece(byte[] bytes, long dueNanos) {}

    Pipe(Sky sky, Function<Weather, Way> way) {
        this.sky = sky;
        this.way = way;
    }

    /// Reads until the end, of whatever kind it is.
    void read(Socket from) {
        var buffer = new byte[BUFFER_BYTES];
        try {
            try {
                InputStream stream = from.getInputStream();
                for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                    add(Arrays.copyOf(buffer, read));
                }
            } catch (IOException e) {
                log.debug("a proxied connection ends: {}", e.getMessage());
            }
            add(END);
        } catch (InterruptedException e) {
            log.debug("interrupted while reading");
        }
    }

    private void add(byte[] bytes) throws InterruptedException {
        pieces.put(new Piece(bytes, System.nanoTime() + sky.delayNanos(way)));
    }

    /// Writes until the end.
    ///
    /// @return false if the gate closed
    boolean write(OutputStream to, Gate gate) throws IOException, InterruptedException {
        int number = 0;
        for (Piece piece = next(); piece.bytes().length > 0; piece = next()) {
            if (!gate.passes(number++, piece.bytes())) {
                return false;
            }
            to.write(piece.bytes());
        }
        return true;
    }

    private Piece next() throws InterruptedException {
        Piece piece = pieces.take();
        long left = piece.dueNanos() - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
        sky.awaitPassage(way);
        return piece;
    }
}
