package io.wotnotrelay.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports run one way, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "io.wotnotrelay", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    @ArchTest
    static final ArchRule importsRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("event")
            .definedBy("io.wotnotrelay.event..")
            .layer("log")
            .definedBy("io.wotnotrelay.log..")
            .layer("conversation")
            .definedBy("io.wotnotrelay.conversation..")
            .layer("lane")
            .definedBy("io.wotnotrelay.lane..")
            .layer("sink")
            .definedBy("io.wotnotrelay.sink..")
            .layer("destination")
            .definedBy("io.wotnotrelay.destination..")
            .layer("replica")
            .definedBy("io.wotnotrelay.replica..")
            .layer("webhook")
            .definedBy("io.wotnotrelay.webhook..")
            .layer("watch")
            .definedBy("io.wotnotrelay.watch..")
            .layer("api")
            .definedBy("io.wotnotrelay.api..")
            .layer("cli")
            .definedBy("io.wotnotrelay.cli..")
            .layer("app")
            .definedBy("io.wotnotrelay.app..")
            .layer("relay")
            .definedBy("io.wotnotrelay")
            .layer("config")
            .definedBy("io.wotnotrelay.config..")
            .whereLayer("config")
            .mayNotAccessAnyLayer()
            .whereLayer("event")
            .mayOnlyAccessLayers("config")
            .whereLayer("log")
            .mayOnlyAccessLayers("event", "config")
            .whereLayer("conversation")
            .mayOnlyAccessLayers("log", "event", "config")
            .whereLayer("lane")
            .mayOnlyAccessLayers("conversation", "log", "event", "config")
            .whereLayer("sink")
            .mayOnlyAccessLayers("event", "config")
            .whereLayer("destination")
            .mayOnlyAccessLayers("lane", "conversation", "sink", "log", "event", "config")
            .whereLayer("replica")
            .mayOnlyAccessLayers("destination", "lane", "log", "event", "config")
            .whereLayer("webhook")
            .mayOnlyAccessLayers("log", "event", "config")
            .whereLayer("watch")
            .mayOnlyAccessLayers("lane", "log", "event", "config")
            .whereLayer("watch")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("api")
            .mayOnlyAccessLayers("webhook", "replica", "destination", "lane", "conversation", "log", "event", "config")
            .whereLayer("app")
            .mayOnlyAccessLayers(
                    "api",
                    "watch",
                    "webhook",
                    "replica",
                    "destination",
                    "lane",
                    "conversation",
                    "log",
                    "event",
                    "config")
            .whereLayer("app")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("relay");

    @ArchTest
    static final ArchRule noRoomsInACircle =
            slices().matching("io.wotnotrelay.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints =
            noClasses().that().resideOutsideOfPackage("io.wotnotrelay.cli..").should(ACCESS_STANDARD_STREAMS);

    /** A running relay is spoken to over HTTP; what must work without one is let in by name. */
    private static final DescribedPredicate<HasName> FOR_COPIES = nameMatching(
            ".*\\.(Sqlite)?(Backup|BackupException|Restore|RestorePlan|Restored|LogOpenException|Migrated|MigrationException"
                    + "|Progress)(\\$.*)?");

    @ArchTest
    static final ArchRule theCommandLineTouchesTheLogForCopiesOnly = noClasses()
            .that()
            .resideInAPackage("io.wotnotrelay.cli..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.wotnotrelay.log..").and(not(FOR_COPIES)));
}
