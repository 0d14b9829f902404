package chat.carillon.repository.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameRulesTest {
    private static final String CORE = "core/src/main/java/chat/carillon/core/A.java";
    private static final Glossary GLOSSARY = Glossary.parse(SourceFile.of(
            "glossary.txt",
            "# comment",
            "",
            "room | conversation",
            "topic | conversation",
            "allow | topic | it is one"));

    @Test
    void finds_types_whose_names_say_nothing() {
        assertThat(NameRules.emptySuffixes(parse("class SessionManager {}"))).hasSize(1);
        assertThat(NameRules.emptySuffixes(parse("record TextUtils() {}"))).hasSize(1);
        assertThat(NameRules.emptySuffixes(parse("class Outer { interface StoreBase {} }")))
                .hasSize(1);
        assertThat(NameRules.emptySuffixes(parse("class Database { int info; }")))
                .isEmpty();
    }

    @Test
    void finds_packages_whose_names_say_nothing() {
        assertThat(NameRules.emptyPackages(SourceFile.of("core/src/main/java/chat/carillon/util/A.java", "")))
                .hasSize(1);
        assertThat(NameRules.emptyPackages(SourceFile.of(CORE, ""))).isEmpty();
    }

    @Test
    void finds_other_words_than_the_glossary_has() {
        assertThat(NameRules.otherWords(parse("class ChatRoom {}"), GLOSSARY))
                .containsExactly(new Finding(CORE, 1, "ChatRoom: say conversation, not room"));
        assertThat(NameRules.otherWords(parse("class A { int MAX_ROOMS; void enterRoom(int r) {} }"), GLOSSARY))
                .hasSize(1);
        assertThat(NameRules.otherWords(parse("class A { void a(String topicName) {} }"), GLOSSARY))
                .hasSize(1);
    }

    @Test
    void passes_over_what_is_allowed_and_what_is_elsewhere() {
        var elsewhere =
                JavaSource.parse(SourceFile.of("server/src/main/java/chat/carillon/server/A.java", "class Room {}"));

        assertThat(NameRules.otherWords(parse("class A { String topic; int mushroom; }"), GLOSSARY))
                .isEmpty();
        assertThat(NameRules.otherWords(elsewhere, GLOSSARY)).isEmpty();
    }

    private static JavaSource parse(String text) {
        return JavaSource.parse(SourceFile.of(CORE, text));
    }
}
