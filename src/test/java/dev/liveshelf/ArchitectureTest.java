package dev.liveshelf;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.security.MessageDigest;
import java.util.Arrays;

/** The rooms of the house: arrows only go down, and each outside library stays in one room. */
@AnalyzeClasses(packages = "dev.liveshelf", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ARROWS_ONLY_GO_DOWN = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("street")
            .definedBy("dev.liveshelf.launcher")
            .layer("front door")
            .definedBy("dev.liveshelf")
            .layer("web")
            .definedBy("dev.liveshelf.web")
            .layer("van")
            .definedBy("dev.liveshelf.moving")
            .layer("gallery")
            .definedBy("dev.liveshelf.metrics")
            .layer("cart")
            .definedBy("dev.liveshelf.cart")
            .layer("stock")
            .definedBy("dev.liveshelf.stock")
            .layer("engines")
            .definedBy("dev.liveshelf.stock.*")
            .whereLayer("street")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("front door")
            .mayOnlyBeAccessedByLayers("street")
            .whereLayer("web")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("van")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("cart")
            .mayOnlyBeAccessedByLayers("front door", "web", "gallery")
            .whereLayer("gallery")
            .mayOnlyBeAccessedByLayers("front door", "web")
            .whereLayer("stock")
            .mayOnlyBeAccessedByLayers("front door", "web", "gallery", "van", "cart", "engines")
            .whereLayer("engines")
            .mayOnlyBeAccessedByLayers("front door");

    @ArchTest
    static final ArchRule NO_ROOM_IS_REACHED_IN_A_CIRCLE = SlicesRuleDefinition.slices()
            .matching("dev.liveshelf.(**)")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_STREET_KNOWS_ONLY_SETTINGS = noClasses()
            .that()
            .resideInAPackage("dev.liveshelf.launcher")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.liveshelf.Application");

    @ArchTest
    static final ArchRule MAIN_AND_SETTINGS_NEED_THE_JDK_ONLY = classes()
            .that()
            .haveNameMatching("dev\\.liveshelf\\.(launcher\\.Main|Settings).*")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.liveshelf", "dev.liveshelf.launcher");

    @ArchTest
    static final ArchRule SERVLETS_STAY_AT_THE_COUNTER_AND_THE_DOOR =
            staysIn("jakarta.servlet..", "dev.liveshelf.web", "dev.liveshelf", "dev.liveshelf.launcher");

    @ArchTest
    static final ArchRule TEMPLATES_STAY_AT_THE_COUNTER = staysIn("com.samskivert..", "dev.liveshelf.web");

    @ArchTest
    static final ArchRule JSON_STAYS_AT_THE_COUNTER_AND_IN_THE_VAN =
            staysIn("jakarta.json..", "dev.liveshelf.web", "dev.liveshelf.moving");

    @ArchTest
    static final ArchRule JETTY_STAYS_IN_THE_STREET = staysIn("org.eclipse.jetty..", "dev.liveshelf.launcher");

    @ArchTest
    static final ArchRule MVSTORE_STAYS_IN_THE_CELLAR = staysIn("org.h2..", "dev.liveshelf.stock.embedded");

    @ArchTest
    static final ArchRule LETTUCE_STAYS_IN_THE_WAREHOUSE =
            staysIn("(io.lettuce..|io.netty..|reactor..)", "dev.liveshelf.stock.redis");

    @ArchTest
    static final ArchRule PROMETHEUS_STAYS_IN_THE_GALLERY = staysIn("io.prometheus..", "dev.liveshelf.metrics");

    @ArchTest
    static final ArchRule THE_WAITING_ROOM_NEEDS_NO_LIBRARY = classes()
            .that()
            .resideInAnyPackage("dev.liveshelf.cart", "dev.liveshelf.stock")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.liveshelf.cart", "dev.liveshelf.stock");

    /** How much of a guess was right must not show in how long it takes to say no. */
    @ArchTest
    static final ArchRule SECRETS_ARE_COMPARED_IN_CONSTANT_TIME = classes()
            .that()
            .haveFullyQualifiedName("dev.liveshelf.web.Token")
            .should()
            .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
            .andShould(never(callMethod(String.class, "equals", Object.class)))
            .andShould(never(callMethod(Arrays.class, "equals", byte[].class, byte[].class)));

    @ArchTest
    static final ArchRule NO_REFLECTION_BUT_IN_MAIN = noClasses()
            .that()
            .haveNameNotMatching("dev\\.liveshelf\\.launcher\\.Main.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect");

    private static ArchRule staysIn(String library, String... rooms) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
