package org.tradingarena.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTest {
    private static final Layers ARENA = new Layers("org.tradingarena");
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tradingarena");

    /** A small arena in which every rule is broken on purpose: a rule that accepts it could not fail at all. */
    private static final Layers FIXTURE = new Layers("org.tradingarena.architecture.fixture");

    private static final JavaClasses BROKEN =
            new ClassFileImporter().importPackages("org.tradingarena.architecture.fixture");

    @Test
    void imports_point_down() {
        ARENA.importsPointDown().check(PROGRAM);
    }

    @Test
    void no_package_depends_on_itself_through_others() {
        ARENA.noCycles().check(PROGRAM);
    }

    @Test
    void domain_protocol_reconnect_and_client_do_without_pekko() {
        ARENA.pureLayersKnowNoPekko().check(PROGRAM);
    }

    @Test
    void the_domain_does_without_jackson() {
        ARENA.domainKnowsNoJackson().check(PROGRAM);
    }

    @Test
    void every_package_is_null_marked() {
        ARENA.packagesAreNullMarked().check(PROGRAM);
    }

    @Test
    void a_program_without_classes_breaks_no_rule() {
        JavaClasses nothing = new ClassFileImporter().importPackages("org.tradingarena.architecture.nothing");
        assertThat(List.of(
                        ARENA.importsPointDown(),
                        ARENA.noCycles(),
                        ARENA.pureLayersKnowNoPekko(),
                        ARENA.domainKnowsNoJackson(),
                        ARENA.packagesAreNullMarked()))
                .allSatisfy(rule -> rule.check(nothing));
    }

    @Test
    void an_import_that_points_up_is_caught_and_one_that_points_down_is_not() {
        assertThat(violations(FIXTURE.importsPointDown()))
                .anyMatch(line -> line.startsWith("domain may not import server"))
                .anyMatch(line -> line.startsWith("market may not import market.feed"))
                .anyMatch(line -> line.contains("Unplanned is in no layer"))
                .noneMatch(line -> line.startsWith("server may not import"))
                .noneMatch(line -> line.startsWith("market.feed may not import"))
                .noneMatch(line -> line.startsWith("session may not import"));
    }

    @Test
    void a_cycle_is_caught_even_within_a_layer() {
        assertThat(violations(FIXTURE.noCycles()))
                .anyMatch(line -> line.contains("Slice market.feed"))
                .anyMatch(line -> line.contains("Slice session.codec"));
    }

    @Test
    void pekko_in_the_protocol_is_caught() {
        assertThat(violations(FIXTURE.pureLayersKnowNoPekko()))
                .isNotEmpty()
                .allMatch(line -> line.contains("LeakyMessage"));
    }

    @Test
    void jackson_in_the_domain_is_caught() {
        assertThat(violations(FIXTURE.domainKnowsNoJackson()))
                .isNotEmpty()
                .allMatch(line -> line.contains("AnnotatedMoney"));
    }

    @Test
    void a_package_without_null_marked_is_caught() {
        assertThat(violations(FIXTURE.packagesAreNullMarked())).anyMatch(line -> line.contains("fixture.workshop"));
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(BROKEN).getFailureReport().getDetails();
    }
}
