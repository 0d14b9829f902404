package chat.carillon.backend.postgres.search;

import chat.carillon.core.search.SearchTerms;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message as a `tsvector`: its terms with their places, and its conversation.
public final class SearchDocument {
    /// Of PostgreSQL: further places are not kept. Words there are found all the same, phrases are
    /// not.
    private static final int MAX_PLACE = 16_383;

    /// Of PostgreSQL: further places of one term are not kept.
    private static final int MAX_PLACES_PER_TERM = 255;

    /// A vector holds 1 MiB; what is beyond this much of a text is not indexed.
    private static final int MAX_CHARS = 240_000;

    /// Stands before the id of a conversation. No term begins with it: terms are letters and digits.
    private static final char CONVERSATION_MARK = '=';

    private SearchDocument() {}

    /// What a message is found by; nothing for other entries.
    public static @Nullable String of(Entry entry) {
        return entry.body() instanceof EntryBody.Posted posted ? of(entry.conversation(), posted.text()) : null;
    }

    public static String of(ConversationId conversation, String text) {
        Map<String, List<Integer>> places = places(text);
        var vector = new StringBuilder(2 * text.length() + 64);
        appendQuoted(lexeme(conversation), vector);
        places.forEach((term, at) -> {
            vector.append(' ');
            appendQuoted(term, vector);
            for (int i = 0; i < at.size(); i++) {
                vector.append(i == 0 ? ':' : ',').append(at.get(i).intValue());
            }
        });
        return vector.toString();
    }

    private static Map<String, List<Integer>> places(String text) {
        var places = new LinkedHashMap<String, List<Integer>>();
        int place = 0;
        int chars = 0;
        for (SearchTerms.Term term : SearchTerms.of(text)) {
            place++;
            List<Integer> known = places.get(term.value());
            if (known == null) {
                chars += term.value().length();
                if (chars > MAX_CHARS) {
                    break;
                }
                known = new ArrayList<>(1);
                places.put(term.value(), known);
            }
            if (place <= MAX_PLACE && known.size() < MAX_PLACES_PER_TERM) {
                known.add(place);
            }
        }
        return places;
    }

    static String lexeme(ConversationId conversation) {
        return CONVERSATION_MARK + conversation.value();
    }

    /// As a lexeme is written in a `tsvector` and in a `tsquery`.
    static void appendQuoted(String lexeme, StringBuilder to) {
        to.append('\'');
        for (int i = 0; i < lexeme.length(); i++) {
            char c = lexeme.charAt(i);
            if (c == '\'' || c == '\\') {
                to.append(c);
            }
            to.append(c);
        }
        to.append('\'');
    }
}
