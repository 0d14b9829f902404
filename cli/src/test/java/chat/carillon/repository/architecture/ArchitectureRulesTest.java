package chat.carillon.repository.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule fails for classes that break it, and for nothing else than that.
class ArchitectureRulesTest {
    private static final String GOOD = "package chat.carillon.core.store; public class Good {}";

    @TempDir
    private static Path goodClasses;

    private static JavaClasses good = new ClassFileImporter().importClasses();

    @TempDir
    private Path badClasses;

    @BeforeAll
    static void compileGood() {
        good = compile(List.of(GOOD), goodClasses);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_rule_fails_for_classes_that_break_it(ArchRule rule, List<String> bad) {
        assertThatThrownBy(() -> rule.check(compile(bad, badClasses))).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_holds_for_classes_that_keep_it(ArchRule rule) {
        rule.allowEmptyShould(true).check(good);
    }

    @Test
    void every_rule_has_a_sample() {
        Set<ArchRule> sampled = SAMPLES.keySet();

        assertThat(ArchitectureRules.all()).allMatch(sampled::contains);
    }

    static List<ArchRule> rules() {
        return ArchitectureRules.all();
    }

    static Stream<Arguments> samples() {
        return SAMPLES.entrySet().stream()
                .flatMap(sample -> sample.getValue().stream().map(bad -> Arguments.of(sample.getKey(), bad)));
    }

    private static final Map<ArchRule, List<List<String>>> SAMPLES = Map.ofEntries(
            breaks(ArchitectureRules.PROTOCOL_STANDS_ALONE, uses("chat.carillon.model", "chat.carillon.core.bus.Bus")),
            breaks(ArchitectureRules.CORE_STANDS_ON_PROTOCOL, uses("chat.carillon.core.bus", "io.netty.Channel")),
            breaks(
                    ArchitectureRules.PROTOCOL_AND_CORE_DO_NO_IO,
                    List.of("package chat.carillon.core.bus; class Bad { java.net.Socket socket; }"),
                    List.of("package chat.carillon.model; class Bad { java.nio.file.Path path; }")),
            breaks(
                    ArchitectureRules.CORE_SEES_TIME_AND_CHANCE_THROUGH_ONE_DOOR,
                    does("long bad() { return System.nanoTime(); }"),
                    does("long bad() { return System.currentTimeMillis(); }"),
                    does("Object bad() { return java.time.Instant.now(); }"),
                    does("Object bad() { return java.time.Clock.systemUTC(); }"),
                    does("Object bad() { return java.util.UUID.randomUUID(); }"),
                    does("Object bad() { return new java.util.Random(); }"),
                    does("Object bad() { return new java.security.SecureRandom(); }"),
                    does("Object bad() { return java.util.concurrent.ThreadLocalRandom.current(); }"),
                    does("void bad() throws Exception { Thread.sleep(1); }")),
            breaks(
                    ArchitectureRules.CORE_HAS_NO_CYCLES,
                    List.of(
                            "package chat.carillon.core.bus; public class A { chat.carillon.core.store.B b; }",
                            "package chat.carillon.core.store; public class B { chat.carillon.core.bus.A a; }")),
            breaks(
                    ArchitectureRules.CONVERSATION_KNOWS_NO_SESSIONS,
                    uses("chat.carillon.core.conversation", "chat.carillon.core.session.Session"),
                    uses("chat.carillon.core.conversation", "chat.carillon.core.fanout.Fanout")),
            breaks(
                    ArchitectureRules.RULES_OF_THE_LOG_ARE_PURE,
                    uses("chat.carillon.core.log.plan", "chat.carillon.core.store.Store")),
            breaks(
                    ArchitectureRules.PUSH_PORTS_STAND_ON_THE_LOG,
                    uses("chat.carillon.core.push", "chat.carillon.core.store.Store")),
            breaks(
                    ArchitectureRules.FEED_IS_PURE,
                    List.of("package chat.carillon.core.fanout; class Feed { java.time.Duration wait; }")),
            breaks(
                    ArchitectureRules.ONLY_BACKENDS_KNOW_DATABASES,
                    List.of("package chat.carillon.server; class Bad { java.sql.Connection connection; }")),
            breaks(
                    ArchitectureRules.ONLY_SERVER_PUSH_AND_LOADTEST_KNOW_NETTY,
                    uses("chat.carillon.cli", "io.netty.Channel")),
            breaks(
                    ArchitectureRules.CLIENT_STANDS_ON_PROTOCOL,
                    uses("chat.carillon.client", "chat.carillon.core.bus.Bus")),
            breaks(
                    ArchitectureRules.BACKENDS_KNOW_NO_SERVER,
                    uses("chat.carillon.backend.sqlite", "chat.carillon.server.Server")),
            breaks(
                    ArchitectureRules.PUSH_STANDS_ON_THE_PORTS_OF_CORE,
                    uses("chat.carillon.push.web", "chat.carillon.core.store.Store"),
                    uses("chat.carillon.push.web", "chat.carillon.server.Server")),
            breaks(
                    ArchitectureRules.PUSH_HAS_NO_CYCLES,
                    List.of(
                            "package chat.carillon.push.web; public class A { chat.carillon.push.http.B b; }",
                            "package chat.carillon.push.http; public class B { chat.carillon.push.web.A a; }")),
            breaks(
                    ArchitectureRules.SERVICES_STAND_ALONE,
                    uses("chat.carillon.services.postgres", "chat.carillon.core.store.Store")),
            breaks(
                    ArchitectureRules.SERVER_KNOWS_NO_CLIENT,
                    uses("chat.carillon.server", "chat.carillon.client.Client")),
            breaks(
                    ArchitectureRules.LOADTEST_IS_A_CLIENT,
                    uses("chat.carillon.loadtest", "chat.carillon.server.Server")),
            breaks(
                    ArchitectureRules.NOTHING_THAT_SHIPS_KNOWS_THE_TESTKIT,
                    uses("chat.carillon.server", "chat.carillon.testkit.Fake")),
            breaks(
                    ArchitectureRules.ONLY_MAINS_END_THE_PROCESS,
                    does("void bad() { System.exit(1); }"),
                    does("void bad() { Runtime.getRuntime().halt(1); }")));

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map.Entry<ArchRule, List<List<String>>> breaks(ArchRule rule, List<String>... samples) {
        return Map.entry(rule, Arrays.asList(samples));
    }

    /// A class in `from` that uses the type called `to`, and that type.
    private static List<String> uses(String from, String to) {
        int dot = to.lastIndexOf('.');
        return List.of(
                "package %s; class Bad { %s used; }".formatted(from, to),
                "package %s; public class %s {}".formatted(to.substring(0, dot), to.substring(dot + 1)));
    }

    private static List<String> does(String method) {
        return List.of("package chat.carillon.core.node; class Bad { " + method + " }");
    }

    private static JavaClasses compile(List<String> sources, Path classes) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> inputs =
                sources.stream().map(ArchitectureRulesTest::input).toList();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            null, files, null, List.of("-proc:none", "-d", classes.toString()), null, inputs)
                    .call();
            assertThat(compiled).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ClassFileImporter().importPath(classes);
    }

    private static JavaFileObject input(String source) {
        String name = Arrays.stream(source.split("\\W+"))
                .dropWhile(word -> !word.equals("class"))
                .skip(1)
                .limit(1)
                .collect(Collectors.joining());
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
