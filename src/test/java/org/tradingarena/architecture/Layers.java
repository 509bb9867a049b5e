package org.tradingarena.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules that the packages under one root obey. The root is a parameter so that the same rules can be run over fixtures that break them.
 *
 * @param root the package whose direct children are the layers, {@code org.tradingarena} for the arena itself
 */
record Layers(String root) {

    /** What each layer may import besides itself. A class belongs to the layer with the longest name that begins its package. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry("domain", Set.of()),
            entry("protocol", Set.of("domain")),
            entry("reconnect", Set.of()),
            entry("client", Set.of("protocol", "reconnect", "domain")),
            entry("journal", Set.of()),
            entry("clearing", Set.of("domain")),
            entry("market", Set.of("clearing", "journal", "protocol", "domain")),
            entry("market.feed", Set.of("market", "clearing", "journal", "reconnect", "protocol", "domain")),
            entry("collective", Set.of("clearing", "journal", "protocol", "domain")),
            entry("session", Set.of("collective", "market", "journal", "clearing", "protocol", "domain")),
            entry("standings", Set.of("collective", "market", "journal", "protocol", "domain")),
            entry(
                    "gateway",
                    Set.of(
                            "session",
                            "standings",
                            "collective",
                            "market",
                            "journal",
                            "clearing",
                            "protocol",
                            "domain")));

    /** The layers above all of those: the wiring may import all of them, the commands the wiring as well. */
    private static final Set<String> ABOVE = Set.of("cli", "bench", "server");

    /** Every import between two layers is one that the table allows, and every class belongs to a layer. */
    ArchRule importsPointDown() {
        return classes()
                .that(areNotPackageInfo())
                .should(importOnlyWhatTheirLayerMay())
                .allowEmptyShould(true);
    }

    /** No package, at any depth, depends on itself through others. */
    ArchRule noCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /** What a client links, and what is simulated without an actor system, does not pull Pekko in. */
    ArchRule pureLayersKnowNoPekko() {
        return noClasses()
                .that()
                .resideInAnyPackage(within("domain"), within("protocol"), within("reconnect"), within("client"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.pekko..")
                .allowEmptyShould(true);
    }

    /** How the domain is written down is the business of the layers above it. */
    ArchRule domainKnowsNoJackson() {
        return noClasses()
                .that()
                .resideInAPackage(within("domain"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .allowEmptyShould(true);
    }

    /** NullAway looks only at packages that ask for it, so all have to. */
    ArchRule packagesAreNullMarked() {
        return classes()
                .that(areNotPackageInfo())
                .should(beInANullMarkedPackage())
                .allowEmptyShould(true);
    }

    /** The layer of a class, if it has one. */
    private Optional<String> layerOf(JavaClass javaClass) {
        return Stream.concat(MAY_IMPORT.keySet().stream(), ABOVE.stream())
                .filter(layer -> (javaClass.getPackageName() + ".").startsWith(root + "." + layer + "."))
                .max(Comparator.comparingInt(String::length));
    }

    private static boolean mayImport(String from, String to) {
        return switch (from) {
            case "cli", "bench" -> true;
            case "server" -> from.equals(to) || !ABOVE.contains(to);
            default ->
                from.equals(to) || MAY_IMPORT.getOrDefault(from, Set.of()).contains(to);
        };
    }

    private ArchCondition<JavaClass> importOnlyWhatTheirLayerMay() {
        return new ArchCondition<>("import only what their layer may") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                Optional<String> from = layerOf(origin);
                if (from.isEmpty()) {
                    events.add(violated(origin, origin.getName() + " is in no layer: name its package in Layers"));
                    return;
                }
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    layerOf(dependency.getTargetClass())
                            .filter(to -> !mayImport(from.get(), to))
                            .ifPresent(to -> events.add(violated(
                                    origin,
                                    from.get() + " may not import " + to + ": " + dependency.getDescription())));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                JavaPackage javaPackage = javaClass.getPackage();
                if (!javaPackage.isAnnotatedWith(NullMarked.class)) {
                    events.add(
                            violated(javaClass, javaPackage.getName() + " has no package-info.java with @NullMarked"));
                }
            }
        };
    }

    private static DescribedPredicate<JavaClass> areNotPackageInfo() {
        return DescribedPredicate.describe(
                "are not package-info", javaClass -> !javaClass.getSimpleName().equals("package-info"));
    }

    private String within(String layer) {
        return root + "." + layer + "..";
    }
}
