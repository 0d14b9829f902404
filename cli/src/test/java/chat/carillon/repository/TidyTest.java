package chat.carillon.repository;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.repository.rule.DocumentRules;
import chat.carillon.repository.rule.Finding;
import chat.carillon.repository.rule.Glossary;
import chat.carillon.repository.rule.JavaSource;
import chat.carillon.repository.rule.LinkRules;
import chat.carillon.repository.rule.NameRules;
import chat.carillon.repository.rule.PackageRules;
import chat.carillon.repository.rule.Ratchet;
import chat.carillon.repository.rule.SizeRules;
import chat.carillon.repository.rule.SourceFile;
import chat.carillon.repository.rule.TestRules;
import chat.carillon.repository.rule.TextRules;
import chat.carillon.server.telemetry.MetricName;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the repository to its rules, which CONTRIBUTING.md gives the reasons for. Exceptions to
/// the size rules are in `tidy-ratchet.txt`, words in `glossary.txt`.
class TidyTest {
    private static final String RESOURCES = "cli/src/test/resources/chat/carillon/repository/";

    /// Looks like a metric.
    private static final String CLAIM_OF_ADMINISTRATORS = "carillon_admin";

    private static final List<SourceFile> FILES = SourceTree.files();
    private static final List<JavaSource> SOURCES =
            JavaSource.parseAll(FILES.stream().filter(SourceFile::isJava).toList());
    private static final LinkRules LINKS = new LinkRules(FILES);

    @Test
    void files_methods_and_packages_are_small() {
        List<SizeRules.Sized> sizes = Stream.of(
                        SOURCES.stream().flatMap(source -> SizeRules.sizes(source).stream()),
                        SizeRules.packageSizes(FILES).stream(),
                        SizeRules.scriptSizes(FILES).stream())
                .flatMap(Function.identity())
                .toList();

        assertNothing(Ratchet.parse(SourceTree.file(FILES, RESOURCES + "tidy-ratchet.txt")).check(sizes).stream());
    }

    @Test
    void lines_are_short() {
        assertNothing(inFiles(SizeRules::longLines));
        assertNothing(inFiles(SizeRules::longDocLines));
        assertNothing(inFiles(SizeRules::brokenDocs));
    }

    @Test
    void names_say_what_things_do() {
        assertNothing(inSources(NameRules::emptySuffixes));
        assertNothing(inFiles(NameRules::emptyPackages));
    }

    @Test
    void names_in_protocol_and_core_use_the_words_of_the_glossary() {
        var glossary = Glossary.parse(SourceTree.file(FILES, RESOURCES + "glossary.txt"));

        assertNothing(inSources(source -> NameRules.otherWords(source, glossary)));
    }

    @Test
    void nothing_is_left_open() {
        assertNothing(inFiles(TextRules::leftOpen));
    }

    @Test
    void no_file_depends_on_the_machine_it_was_written_on() {
        assertNothing(inFiles(TextRules::machinePaths));
        assertNothing(inFiles(TextRules::registryHosts));
    }

    @Test
    void no_test_is_skipped_or_waits_for_time() {
        assertNothing(inSources(TestRules::skipped));
        assertNothing(inSources(TestRules::sleeping));
    }

    /// The reports of the modules that were built before this one, and of this one's last run.
    @Test
    void no_test_was_skipped() {
        assertNothing(TestRules.skippedInReports(SourceTree.testReports()).stream());
    }

    @Test
    void every_package_explains_itself() {
        assertNothing(PackageRules.packageInfo(FILES).stream());
    }

    @Test
    void the_architecture_page_names_every_package_and_no_other() {
        SourceFile architecture = SourceTree.file(FILES, "ARCHITECTURE.md");

        assertNothing(PackageRules.namedInArchitecture(FILES, architecture).stream());
    }

    @Test
    void links_lead_somewhere() {
        assertNothing(FILES.stream().filter(SourceFile::isMarkdown).flatMap(file -> LINKS.broken(file).stream()));
        assertNothing(inFiles(LINKS::brokenInComments));
    }

    @Test
    void documents_name_what_the_code_has() {
        List<SourceFile> scripts = FILES.stream().filter(SourceFile::isScript).toList();
        var rules = new DocumentRules(SOURCES, scripts, SourceTree.file(FILES, RESOURCES + "outside-names.txt"));

        assertNothing(FILES.stream().filter(SourceFile::isMarkdown).flatMap(file -> rules.unknownNames(file).stream()));
    }

    @Test
    void documents_name_metrics_that_there_are() {
        Set<String> metrics = Stream.concat(
                        Arrays.stream(MetricName.values()).map(MetricName::exposedName),
                        Stream.of(CLAIM_OF_ADMINISTRATORS))
                .collect(Collectors.toSet());

        assertNothing(FILES.stream()
                .filter(SourceFile::isMarkdown)
                .flatMap(file -> DocumentRules.unknownMetrics(file, metrics).stream()));
    }

    @Test
    void examples_compile() {
        assertNothing(DocumentRules.uncompiledExamples(SourceTree.file(FILES, "README.md"), FILES).stream());
    }

    @Test
    void every_document_can_be_found() {
        assertNothing(LINKS.unreachable("docs/README.md", "docs").stream());
        assertNothing(LINKS.unreachable("README.md", "docs").stream());
    }

    private static Stream<Finding> inFiles(Function<SourceFile, List<Finding>> rule) {
        return FILES.stream().flatMap(file -> rule.apply(file).stream());
    }

    private static Stream<Finding> inSources(Function<JavaSource, List<Finding>> rule) {
        return SOURCES.stream().flatMap(source -> rule.apply(source).stream());
    }

    private static void assertNothing(Stream<Finding> findings) {
        assertThat(findings.map(Finding::toString)).isEmpty();
    }
}
