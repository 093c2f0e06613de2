package io.flyball.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.flyball.core.record.TextFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Formatter;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.streaming.api.TimerService;

/** Calls that work until a text is long, a machine speaks another language, or it stands still. */
@AnalyzeClasses(packages = "io.flyball", importOptions = ShippedClasses.class)
final class HazardousCallsTest {

  @ArchTest
  static final ArchRule noTextIsWrittenWithALengthOfSixteenBits =
      noClasses()
          .that()
          .doNotBelongToAnyOf(TextFormat.class)
          .should()
          .callMethodWhere(
              target(name("writeUTF")).and(target(owner(assignableTo(DataOutput.class)))))
          .orShould()
          .callMethodWhere(
              target(name("readUTF")).and(target(owner(assignableTo(DataInput.class)))));

  @ArchTest
  static final ArchRule noTextIsFormattedByTheLocaleOfTheMachine =
      noClasses()
          .should()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(PrintStream.class, "printf", String.class, Object[].class)
          .orShould()
          .callMethod(PrintStream.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
          .orShould()
          .callMethod(PrintWriter.class, "format", String.class, Object[].class)
          .orShould()
          .callConstructor(Formatter.class);

  /**
   * What jobs make of their input depends neither on its pace nor on a pause: silent cameras,
   * windows that are reported early and services that are called are what the clock is for.
   */
  @ArchTest
  static final ArchRule noJobReadsTheClockOfTheMachine =
      noClasses()
          .that()
          .resideInAnyPackage("io.flyball.jobs..", "io.flyball.core..")
          .and()
          .doNotHaveFullyQualifiedName("io.flyball.jobs.bias.BiasFunction")
          .and()
          .doNotHaveFullyQualifiedName("io.flyball.jobs.loop.WindowFunction")
          .and()
          .doNotHaveFullyQualifiedName("io.flyball.jobs.gate.HttpCriticFunction")
          .should()
          .callMethod(TimerService.class, "currentProcessingTime")
          .orShould()
          .callMethod(TimerService.class, "registerProcessingTimeTimer", long.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ProcessingTimeService.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC");
}
