package chat.carillon.repository.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the compiled classes of all modules to [ArchitectureRules].
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("chat.carillon");

    @ParameterizedTest
    @MethodSource("rules")
    void dependencies_have_one_direction(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    static List<ArchRule> rules() {
        return ArchitectureRules.all();
    }

    @Test
    void the_classes_of_all_modules_are_seen() {
        Set<String> modules = CLASSES.stream()
                .map(type -> type.getPackageName().split("\\.")[2])
                .collect(Collectors.toSet());

        assertThat(modules)
                .contains(
                        "protocol",
                        "core",
                        "services",
                        "backend",
                        "push",
                        "server",
                        "client",
                        "loadtest",
                        "cli",
                        "testkit");
    }
}
