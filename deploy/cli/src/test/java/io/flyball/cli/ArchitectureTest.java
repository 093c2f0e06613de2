package io.flyball.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Which room may know which: an arrow runs only downwards. */
@AnalyzeClasses(packages = "io.flyball", importOptions = ShippedClasses.class)
final class ArchitectureTest {
  private static final String CORE = "io.flyball.core..";
  private static final String SCHEMAS = "io.flyball.schemas..";
  private static final String CODEC = "io.flyball.connectors.codec..";
  private static final String CONNECTORS = "io.flyball.connectors..";
  private static final String JOBS = "io.flyball.jobs..";
  private static final String RUNTIME = "io.flyball.jobs.runtime..";
  private static final String DEPLOYMENT = "io.flyball.jobs.deployment..";
  private static final String TOOLS = "io.flyball.tools..";
  private static final String CLIENT = "io.flyball.client..";
  private static final String BENCH = "io.flyball.bench..";
  private static final String LOCAL = "io.flyball.local..";
  private static final String GATEWAY = "io.flyball.gateway..";
  private static final String CONSOLE = "io.flyball.console..";
  private static final String VERIFY = "io.flyball.verify..";
  private static final String CLI = "io.flyball.cli..";

  @ArchTest
  static final ArchRule coreIsPure =
      room(CORE).dependsOnNone("org.apache.flink..", "org.apache.kafka..", "org.apache.avro..");

  @ArchTest
  static final ArchRule schemasKnowNoEngine =
      room(SCHEMAS).dependsOnNone("org.apache.flink..", "org.apache.kafka..");

  /** Floor 0. */
  @ArchTest
  static final ArchRule coreKnowsNobody =
      room(CORE)
          .dependsOnNone(
              SCHEMAS, CONNECTORS, JOBS, CLIENT, TOOLS, BENCH, LOCAL, GATEWAY, VERIFY, CLI);

  /** Floor 0. */
  @ArchTest
  static final ArchRule schemasKnowNobody =
      room(SCHEMAS)
          .dependsOnNone(CORE, CONNECTORS, JOBS, CLIENT, TOOLS, BENCH, LOCAL, GATEWAY, VERIFY, CLI);

  /** Floor 0: files, and a class that finds them. */
  @ArchTest
  static final ArchRule consoleKnowsNobody =
      room(CONSOLE)
          .dependsOnNone(
              SCHEMAS, CORE, CONNECTORS, JOBS, TOOLS, BENCH, LOCAL, GATEWAY, VERIFY, CLI);

  /** Floor 1, for programs without Flink; the one exception is an annotation for Flink to read. */
  @ArchTest
  static final ArchRule codecNeedsNoEngine =
      noClasses()
          .that()
          .resideInAPackage(CODEC)
          .and()
          .haveNameNotMatching(".*\\.WriterSchema(\\$NotKept)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  /** Floor 1. */
  @ArchTest
  static final ArchRule codecKnowsNoOtherConnector =
      noClasses()
          .that()
          .resideInAPackage(CODEC)
          .should()
          .dependOnClassesThat(
              resideInAPackage(CONNECTORS).and(DescribedPredicate.not(resideInAPackage(CODEC))));

  /** Floor 1. */
  @ArchTest
  static final ArchRule connectorsKnowNoJobs =
      room(CONNECTORS).dependsOnNone(JOBS, CLIENT, TOOLS, BENCH, LOCAL, GATEWAY, VERIFY, CLI);

  /** Floor 2. */
  @ArchTest
  static final ArchRule jobsKnowNothingAboveThem =
      room(JOBS).dependsOnNone(CLIENT, TOOLS, BENCH, LOCAL, GATEWAY, VERIFY, CLI);

  /** Floor 2, on top of the jobs: a tool computes with a job's own configuration and operators. */
  @ArchTest
  static final ArchRule toolsKnowNothingAboveThem =
      room(TOOLS).dependsOnNone(BENCH, LOCAL, GATEWAY, VERIFY, CLI);

  /** Floor 2, for programs without Flink: what others run in their own process. */
  @ArchTest
  static final ArchRule clientNeedsNoEngineAndNoJob =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "org.apache.flink..",
                      CONNECTORS,
                      JOBS,
                      TOOLS,
                      BENCH,
                      LOCAL,
                      GATEWAY,
                      VERIFY,
                      CLI)
                  .and(DescribedPredicate.not(resideInAPackage(CODEC))));

  /** Floor 3. */
  @ArchTest
  static final ArchRule benchmarksKnowNoLauncher =
      room(BENCH).dependsOnNone(LOCAL, GATEWAY, VERIFY, CLI);

  /** Floor 3. */
  @ArchTest
  static final ArchRule localKnowsNothingAboveIt =
      room(LOCAL).dependsOnNone(BENCH, GATEWAY, VERIFY, CLI);

  /** Floor 3: it runs where there is no engine and no launcher. */
  @ArchTest
  static final ArchRule gatewayNeedsNoEngine =
      room(GATEWAY).dependsOnNone("org.apache.flink..", TOOLS, BENCH, LOCAL, VERIFY, CLI);

  /** Floor 3, on top of local: it kills what local starts. */
  @ArchTest static final ArchRule verifyKnowsNoCommand = room(VERIFY).dependsOnNone(CLI);

  /** What is computed does not know how the command line is parsed. */
  @ArchTest
  static final ArchRule onlyCommandsParseACommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

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

  private record Room(String packages) {
    ArchRule dependsOnNone(String... others) {
      return noClasses()
          .that()
          .resideInAPackage(packages)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others);
    }
  }

  private static Room room(String packages) {
    return new Room(packages);
  }
}
