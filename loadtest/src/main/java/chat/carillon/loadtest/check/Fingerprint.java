package chat.carillon.loadtest.check;

import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// Half a SHA-256 of what an entry says and who says it: enough to see that two are the same, without keeping them.
final class Fingerprint {
    private Fingerprint() {}

    static long of(Entry entry) {
        return of(entry.sender().value(), entry.body());
    }

    static long of(String sender, EntryBody body) {
        String content = switch (body) {
            case EntryBody.Posted posted -> posted.replyTo() + " " + posted.thread() + " " + posted.text();
            case EntryBody.Edited(long target, String text) -> target + " " + text;
            case EntryBody.Deleted(long target) -> Long.toString(target);
            case EntryBody.ReactionAdded(long target, String emoji) -> target + " " + emoji;
            case EntryBody.ReactionRemoved(long target, String emoji) -> target + " " + emoji;
            case EntryBody.MembersJoined(List<?> users) -> users.toString();
            case EntryBody.MembersLeft(List<?> users) -> users.toString();
            case EntryBody.RoleChanged(var user, var role) -> user + " " + role;
            case EntryBody.Renamed(var name, var topic) -> name + " " + topic;
            case EntryBody.SettingsChanged(var join, var post, var invite, var archived) ->
                join + " " + post + " " + invite + " " + archived;
            case EntryBody.Tombstone _, EntryBody.Unknown _ -> "";
        };
        return hash(sender + "\0" + body.type() + "\0" + content);
    }

    private static long hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
