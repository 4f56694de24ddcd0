package io.wotnotrelay.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Tests wait for conditions, they do not sleep. */
@AnalyzeClasses(packages = "io.wotnotrelay", importOptions = ImportOption.OnlyIncludeTests.class)
class TestsTest {
    @ArchTest
    static final ArchRule noTestSleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class);
}
