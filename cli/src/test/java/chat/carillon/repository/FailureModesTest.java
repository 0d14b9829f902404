package chat.carillon.repository;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.repository.rule.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of failure modes says of each how it shows and what proves the answer, and its map is the page. That what
/// it
/// names exists is for [TidyTest].
class FailureModesTest {
    private static final int MODES = 12;
    private static final int COLUMNS = 5;
    private static final Pattern TEST = Pattern.compile("`[A-Z][A-Za-z]*(Test|IT|Contract)`");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(#([a-z-]+)\\)");

    private static final SourceFile PAGE = SourceTree.file(SourceTree.files(), "docs/concepts/failure-modes.md");

    private static List<String> cells(String row) {
        return Stream.of(row.substring(1, row.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    /// Rows of failure modes under each heading; those of the map under none.
    private static Map<String, List<List<String>>> sections() {
        var sections = new LinkedHashMap<String, List<List<String>>>();
        String heading = "";
        for (String line : PAGE.lines()) {
            if (line.startsWith("## ")) {
                heading = line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-');
            } else if (line.startsWith("| FM")) {
                sections.computeIfAbsent(heading, _ -> new ArrayList<>()).add(cells(line));
            }
        }
        return sections;
    }

    private static List<List<String>> map() {
        return sections().getOrDefault("", List.of());
    }

    @Test
    void all_twelve_are_on_the_map_and_each_is_somewhere() {
        assertThat(map().stream().map(List::getFirst))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, MODES).mapToObj(i -> "FM" + i).toList());
        assertThat(map()).allSatisfy(row -> assertThat(row).contains("●"));
    }

    @Test
    void the_map_shows_what_the_page_has() {
        String header = PAGE.lines().stream()
                .filter(line -> line.startsWith("| | failure mode |"))
                .findFirst()
                .orElseThrow();
        List<String> parts =
                LINK.matcher(header).results().map(link -> link.group(1)).toList();
        Map<String, List<List<String>>> sections = sections();

        assertThat(sections.keySet()).containsAll(parts).hasSize(parts.size() + 1);
        for (int i = 0; i < parts.size(); i++) {
            int column = 2 + i;
            Set<String> marked = map().stream()
                    .filter(row -> row.get(column).equals("●"))
                    .map(List::getFirst)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> told = sections.getOrDefault(parts.get(i), List.of()).stream()
                    .map(List::getFirst)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(marked).as(parts.get(i)).isEqualTo(told);
        }
    }

    @Test
    void each_row_says_how_it_shows_and_names_a_test() {
        sections().forEach((part, rows) -> {
            if (!part.isEmpty()) {
                assertThat(rows).allSatisfy(row -> {
                    assertThat(row).as(part).hasSize(COLUMNS).noneMatch(String::isEmpty);
                    assertThat(TEST.matcher(row.getLast()).find())
                            .as("%s: %s", part, row)
                            .isTrue();
                });
            }
        });
    }
}
