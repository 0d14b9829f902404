package chat.carillon.repository.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// The direction of dependencies: protocol <- core <- {backends, push} <- server <- cli, and protocol <-
/// client <- loadtest.
final class ArchitectureRules {
    private static final String[] EVERYWHERE = {"java..", "org.jspecify..", "org.slf4j.."};
    private static final String[] PROTOCOL = {"chat.carillon.model..", "chat.carillon.protocol.."};
    private static final String CORE = "chat.carillon.core..";
    private static final String PUSH = "chat.carillon.push..";
    private static final String CLIENT = "chat.carillon.client..";
    private static final String LOADTEST = "chat.carillon.loadtest..";
    private static final String CLI = "chat.carillon.cli..";
    private static final String SERVICES = "chat.carillon.services..";
    private static final String TESTKIT = "chat.carillon.testkit..";

    static final ArchRule PROTOCOL_STANDS_ALONE = classes()
            .that()
            .resideInAnyPackage(PROTOCOL)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(PROTOCOL, "tools.jackson.core.."))
            .as("protocol stands alone");

    static final ArchRule CORE_STANDS_ON_PROTOCOL = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(PROTOCOL, CORE, "com.github.benmanes.caffeine.."))
            .as("core stands on protocol");

    static final ArchRule PROTOCOL_AND_CORE_DO_NO_IO = noClasses()
            .that()
            .resideInAnyPackage(with(PROTOCOL, CORE))
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.sql..", "javax.sql..", "java.net..", "java.nio.channels..", "java.nio.file..")
                    .and(not(belongToAnyOf(URI.class, URISyntaxException.class))))
            .as("protocol and core do no I/O");

    static final ArchRule CORE_SEES_TIME_AND_CHANCE_THROUGH_ONE_DOOR = noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            .resideOutsideOfPackage("chat.carillon.core.time..")
            .should()
            .callCodeUnitWhere(timeOrChance())
            .as("core sees time and chance through core.time");

    static final ArchRule CORE_HAS_NO_CYCLES = slices().matching("chat.carillon.core.(*)..")
            .should()
            .beFreeOfCycles()
            .as("core has no cycles");

    static final ArchRule CONVERSATION_KNOWS_NO_SESSIONS = noClasses()
            .that()
            .resideInAPackage("chat.carillon.core.conversation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "chat.carillon.core.session..", "chat.carillon.core.fanout..", "chat.carillon.core.node..")
            .as("conversation knows neither sessions nor fan-out");

    static final ArchRule RULES_OF_THE_LOG_ARE_PURE = noClasses()
            .that()
            .resideInAPackage("chat.carillon.core.log..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.concurrent..",
                    "org.slf4j..",
                    "chat.carillon.core.store..",
                    "chat.carillon.core.time..",
                    "chat.carillon.core.conversation..")
            .as("the rules of the log are pure");

    static final ArchRule PUSH_PORTS_STAND_ON_THE_LOG = classes()
            .that()
            .resideInAPackage("chat.carillon.core.push..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(PROTOCOL, "chat.carillon.core.push..", "chat.carillon.core.log.."))
            .as("the ports of push stand on the log");

    static final ArchRule FEED_IS_PURE = noClasses()
            .that()
            .haveFullyQualifiedName("chat.carillon.core.fanout.Feed")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.concurrent..", "java.time..", "chat.carillon.core.store..", "chat.carillon.core.time..")
            .as("the feed is pure");

    static final ArchRule ONLY_BACKENDS_KNOW_DATABASES = noClasses()
            .that()
            .resideOutsideOfPackage("chat.carillon.backend..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "com.zaxxer.hikari..",
                    "org.flywaydb..",
                    "org.jdbi..",
                    "org.postgresql..",
                    "org.sqlite..")
            .as("only backends know databases");

    static final ArchRule ONLY_SERVER_PUSH_AND_LOADTEST_KNOW_NETTY = noClasses()
            .that()
            .resideOutsideOfPackages("chat.carillon.server..", PUSH, LOADTEST)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.vertx..")
            .as("only server, push and loadtest know Netty and Vert.x");

    static final ArchRule CLIENT_STANDS_ON_PROTOCOL = classes()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(PROTOCOL, CLIENT))
            .as("the client stands on protocol");

    static final ArchRule BACKENDS_KNOW_NO_SERVER = noClasses()
            .that()
            .resideInAPackage("chat.carillon.backend..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("chat.carillon.server..", CLIENT, LOADTEST, CLI)
            .as("backends know no server");

    static final ArchRule PUSH_STANDS_ON_THE_PORTS_OF_CORE = noClasses()
            .that()
            .resideInAPackage(PUSH)
            .should()
            .dependOnClassesThat(resideInAPackage("chat.carillon..")
                    .and(not(resideInAnyPackage(
                            with(PROTOCOL, PUSH, "chat.carillon.core.push..", "chat.carillon.core.time..")))))
            .as("push stands on the ports of core");

    static final ArchRule PUSH_HAS_NO_CYCLES = slices().matching("chat.carillon.push.(*)..")
            .should()
            .beFreeOfCycles()
            .as("push has no cycles");

    static final ArchRule SERVICES_STAND_ALONE = classes()
            .that()
            .resideInAPackage(SERVICES)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(new String[] {SERVICES}, "org.tukaani.xz.."))
            .as("services stand alone");

    static final ArchRule SERVER_KNOWS_NO_CLIENT = noClasses()
            .that()
            .resideInAPackage("chat.carillon.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, LOADTEST, CLI)
            .as("the server knows no client");

    static final ArchRule LOADTEST_IS_A_CLIENT = noClasses()
            .that()
            .resideInAPackage(LOADTEST)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CORE, "chat.carillon.backend..", "chat.carillon.server..", CLI)
            .as("loadtest is a client");

    static final ArchRule NOTHING_THAT_SHIPS_KNOWS_THE_TESTKIT = noClasses()
            .that()
            .resideOutsideOfPackage(TESTKIT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TESTKIT, "org.junit..", "org.assertj..", "org.awaitility..")
            .as("nothing that ships knows the testkit");

    static final ArchRule ONLY_MAINS_END_THE_PROCESS = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .and()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethodWhere(target(owner(assignableTo(System.class).or(assignableTo(Runtime.class))))
                    .and(target(nameMatching("exit|halt"))))
            .as("only the command line, and the mains of child processes, end a process");

    private ArchitectureRules() {}

    static List<ArchRule> all() {
        return List.of(
                PROTOCOL_STANDS_ALONE,
                CORE_STANDS_ON_PROTOCOL,
                PROTOCOL_AND_CORE_DO_NO_IO,
                CORE_SEES_TIME_AND_CHANCE_THROUGH_ONE_DOOR,
                CORE_HAS_NO_CYCLES,
                CONVERSATION_KNOWS_NO_SESSIONS,
                RULES_OF_THE_LOG_ARE_PURE,
                PUSH_PORTS_STAND_ON_THE_LOG,
                FEED_IS_PURE,
                ONLY_BACKENDS_KNOW_DATABASES,
                ONLY_SERVER_PUSH_AND_LOADTEST_KNOW_NETTY,
                CLIENT_STANDS_ON_PROTOCOL,
                BACKENDS_KNOW_NO_SERVER,
                PUSH_STANDS_ON_THE_PORTS_OF_CORE,
                PUSH_HAS_NO_CYCLES,
                SERVICES_STAND_ALONE,
                SERVER_KNOWS_NO_CLIENT,
                LOADTEST_IS_A_CLIENT,
                NOTHING_THAT_SHIPS_KNOWS_THE_TESTKIT,
                ONLY_MAINS_END_THE_PROCESS);
    }

    private static DescribedPredicate<JavaCall<?>> timeOrChance() {
        return calls(System.class, "currentTimeMillis|nanoTime")
                .or(calls(Thread.class, "sleep"))
                .or(calls(Instant.class, "now"))
                .or(calls(Clock.class, "system.*|tick.*"))
                .or(calls(UUID.class, "randomUUID"))
                .or(calls(Math.class, "random"))
                .or(calls(ThreadLocalRandom.class, "current"))
                .or(calls(Random.class, "<init>"))
                .or(calls(SecureRandom.class, "<init>"))
                .or(calls(SplittableRandom.class, "<init>"));
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> type, String method) {
        return target(owner(assignableTo(type))).and(target(nameMatching(method)));
    }

    private static String[] with(String[] packages, String... more) {
        return java.util.stream.Stream.of(packages, more, EVERYWHERE)
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }
}
