package chat.carillon.repository.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackageRulesTest {
    private static final String BUS = "core/src/main/java/chat/carillon/core/bus/";
    private static final SourceFile CODE = SourceFile.of(BUS + "Bus.java", "interface Bus {}");

    @Test
    void finds_packages_that_do_not_explain_themselves() {
        assertThat(PackageRules.packageInfo(List.of(CODE)))
                .containsExactly(new Finding(BUS + "package-info.java", 0, "missing"));
    }

    @Test
    void finds_packages_that_say_nothing_about_null() {
        var silent = SourceFile.of(BUS + "package-info.java", "/// The bus.", "package chat.carillon.core.bus;");
        var good = SourceFile.of(
                BUS + "package-info.java", "/// The bus.", "@NullMarked", "package chat.carillon.core.bus;");

        assertThat(PackageRules.packageInfo(List.of(CODE, silent))).hasSize(1);
        assertThat(PackageRules.packageInfo(List.of(CODE, good))).isEmpty();
    }

    @Test
    void finds_the_package_also_below_a_folder_called_java() {
        assertThat(SourceFile.of("clients/java/src/main/java/chat/carillon/client/A.java")
                        .packageName())
                .contains("chat.carillon.client");
    }

    @Test
    void finds_packages_that_are_only_on_the_page_or_only_in_the_code() {
        var page = SourceFile.of("ARCHITECTURE.md", "| `chat.carillon.core.gone` | was here |");

        assertThat(PackageRules.namedInArchitecture(List.of(CODE), page))
                .extracting(Finding::message)
                .containsExactly("chat.carillon.core.gone does not exist", "chat.carillon.core.bus is not named");
    }
}
