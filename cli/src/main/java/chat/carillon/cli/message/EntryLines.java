package chat.carillon.cli.message;

import chat.carillon.cli.chat.conversation.Sentences;
import chat.carillon.cli.text.SafeText;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.codec.EntryJson;
import chat.carillon.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes entries as lines: for people, or as JSON objects for programs.
final class EntryLines {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int JSON_BYTES = 512;

    private EntryLines() {}

    static String time(long atMillis) {
        return TIME.format(Instant.ofEpochMilli(atMillis));
    }

    /// The entry as the protocol writes it.
    static String json(Entry entry) {
        byte[] bytes = JsonWriter.object(JSON_BYTES, json -> EntryJson.write(json, entry));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String text(Entry entry) {
        return "%s  %d  %s".formatted(time(entry.atMillis()), entry.seq(), said(entry));
    }

    private static String said(Entry entry) {
        String sender = entry.sender().value();
        return switch (entry.body()) {
            case EntryBody.Posted posted -> {
                String answer = posted.replyTo() == null ? "" : " (to %d)".formatted(posted.replyTo());
                yield "%s%s: %s".formatted(sender, answer, SafeText.line(posted.text()));
            }
            case EntryBody.Edited(long target, String text) ->
                "%s changed %d: %s".formatted(sender, target, SafeText.line(text));
            case EntryBody.Deleted(long target) -> "%s deleted %d".formatted(sender, target);
            case EntryBody.ReactionAdded(long target, String emoji) ->
                "%s put %s on %d".formatted(sender, SafeText.line(emoji), target);
            case EntryBody.ReactionRemoved(long target, String emoji) ->
                "%s took %s off %d".formatted(sender, SafeText.line(emoji), target);
            case EntryBody.Tombstone _ -> "(deleted)";
            case EntryBody.Unknown(String type) -> "(%s, which this version does not know)".formatted(type);
            case EntryBody.MembersJoined _,
                    EntryBody.MembersLeft _,
                    EntryBody.RoleChanged _,
                    EntryBody.Renamed _,
                    EntryBody.SettingsChanged _ -> SafeText.line(Sentences.of(entry));
        };
    }
}
