package chat.carillon.loadtest.replay;

import chat.carillon.client.CarillonClient;
import chat.carillon.loadtest.irc.IrcNick;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The sessions of authors: opened when someone speaks, kept for when they speak again, closed when too many are open,
/// those first who have been silent longest.
///
/// Thread-safe: guarded by a lock. Someone may speak in several conversations at once, through one session.
final class Authors implements AutoCloseable {
    private final ReplayStage stage;
    private final Tally tally;
    private final int maxOpen;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UserId, Author> authors = new LinkedHashMap<>(16, 0.75f, true);

    Authors(ReplayStage stage, Tally tally, int maxOpen) {
        this.stage = stage;
        this.tally = tally;
        this.maxOpen = maxOpen;
    }

    /// Someone's session, and how many are about to speak through it.
    private static final class Author {
        private final CarillonClient client;
        private int speaking;

        Author(CarillonClient client) {
            this.client = client;
        }
    }

    /// What is done with an author's session.
    interface Speech<T, E extends Exception> {
        T speak(CarillonClient client) throws E;
    }

    /// Lends the session of whoever has this nick; it stays open at least for as long.
    <T, E extends Exception> T as(String nick, Speech<T, E> speech) throws E {
        UserId user = IrcNick.userId(nick);
        Author author = acquire(user, nick);
        try {
            return speech.speak(author.client);
        } finally {
            release(author);
        }
    }

    /// Whether this one's connections are cut now and then.
    boolean unlucky(String nick) {
        return stage.unlucky(IrcNick.userId(nick).value());
    }

    private Author acquire(UserId user, String nick) {
        List<CarillonClient> silent = new ArrayList<>();
        Author author;
        lock.lock();
        try {
            author = authors.get(user);
            if (author == null) {
                author = new Author(stage.client(user, nick, way(nick)));
                var _ = author.client.connect();
                tally.sessions.increment();
                authors.put(user, author);
                evict(silent);
            }
            author.speaking++;
        } finally {
            lock.unlock();
        }
        silent.forEach(CarillonClient::close);
        return author;
    }

    private ReplayStage.Way way(String nick) {
        return unlucky(nick) ? ReplayStage.Way.THROUGH_PROXY : ReplayStage.Way.DIRECT;
    }

    private void evict(List<CarillonClient> silent) {
        var oldest = authors.values().iterator();
        while (authors.size() > maxOpen && oldest.hasNext()) {
            Author candidate = oldest.next();
            if (candidate.speaking == 0 && authors.size() > 1) {
                oldest.remove();
                silent.add(candidate.client);
            }
        }
    }

    private void release(Author author) {
        lock.lock();
        try {
            author.speaking--;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<CarillonClient> all = new ArrayList<>();
        lock.lock();
        try {
            authors.values().forEach(author -> all.add(author.client));
            authors.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(CarillonClient::close);
    }
}
