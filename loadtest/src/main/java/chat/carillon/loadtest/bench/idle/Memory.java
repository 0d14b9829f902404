package chat.carillon.loadtest.bench.idle;

import chat.carillon.loadtest.machine.JvmHeap;
import chat.carillon.loadtest.machine.ProcStat;
import java.io.IOException;

/// A server's memory at one moment, in bytes.
///
/// @param rssBytes memory of the process, as it was found
/// @param pssBytes the same without what it shares with others
/// @param heapBytes live objects, after a full collection
/// @param collectedRssBytes memory of the process after that collection
public record Memory(long rssBytes, long pssBytes, long heapBytes, long collectedRssBytes) {

    static Memory of(long pid) throws IOException {
        long rss = ProcStat.memoryBytes(pid, "Rss");
        long pss = ProcStat.memoryBytes(pid, "Pss");
        long heap = JvmHeap.liveBytes(pid);
        return new Memory(rss, pss, heap, ProcStat.memoryBytes(pid, "Rss"));
    }
}
