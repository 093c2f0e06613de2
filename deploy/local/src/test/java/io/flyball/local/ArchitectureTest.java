package io.flyball.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Which room may know which: an arrow runs only downwards. */
@AnalyzeClasses(packages = "io.flyball", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String CORE = "io.flyball.core..";
  private static final String SCHEMAS = "io.flyball.schemas..";
  private static final String CONNECTORS = "io.flyball.connectors..";
  private static final String JOBS = "io.flyball.jobs..";
  private static final String RUNTIME = "io.flyball.jobs.runtime..";
  private static final String DEPLOYMENT = "io.flyball.jobs.deployment..";
  private static final String BENCH = "io.flyball.bench..";
  private static final String LOCAL = "io.flyball.local..";

  @ArchTest
  static final ArchRule coreIsPure =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.apache.kafka..",
              "org.apache.avro..",
              SCHEMAS,
              CONNECTORS,
              JOBS,
              BENCH,
              LOCAL);

  @ArchTest
  static final ArchRule schemasKnowNobody =
      noClasses()
          .that()
          .resideInAPackage(SCHEMAS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..", "org.apache.kafka..", CORE, CONNECTORS, JOBS, BENCH, LOCAL);

  @ArchTest
  static final ArchRule connectorsKnowNoJobs =
      noClasses()
          .that()
          .resideInAPackage(CONNECTORS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JOBS, BENCH, LOCAL);

  @ArchTest
  static final ArchRule jobsKnowNothingAboveThem =
      noClasses()
          .that()
          .resideInAPackage(JOBS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BENCH, LOCAL)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule benchmarksKnowNoLauncher =
      noClasses()
          .that()
          .resideInAPackage(BENCH)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(LOCAL)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule runtimeKnowsNoJob =
      noClasses()
          .that()
          .resideInAPackage(RUNTIME)
          .should()
          .dependOnClassesThat(
              resideInAPackage(JOBS).and(DescribedPredicate.not(resideInAPackage(RUNTIME))));

  /** The deployment names every job's section; each job's main asks it for the configuration. */
  @ArchTest
  static final ArchRule noJobKnowsAnother =
      slices()
          .matching("io.flyball.jobs.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(RUNTIME))
          .ignoreDependency(resideInAPackage(DEPLOYMENT), DescribedPredicate.alwaysTrue())
          .ignoreDependency(simpleNameEndingWith("Job"), resideInAPackage(DEPLOYMENT));

  @ArchTest
  static final ArchRule noInterfacesThatAreBeingWithdrawn =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..legacy..",
              "org.apache.flink..state.v2..",
              "org.apache.flink.datastream.api..",
              "org.apache.kafka.clients..internals..");

  @ArchTest
  static final ArchRule coreIsHandedTimeAndRandomness =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, java.util.concurrent.ThreadLocalRandom.class);
}
