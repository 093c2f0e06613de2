package io.flyball.cli.kafka;

import io.flyball.core.record.Reason;
import io.flyball.schemas.DeadLetter;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The options that pick dead letters. */
final class DeadLetterFilter implements Predicate<DeadLetter> {
  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only those that were refused from this topic.")
  private String topic;

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Only those refused for this reason: ${COMPLETION-CANDIDATES}.")
  private Reason reason;

  @Override
  public boolean test(DeadLetter letter) {
    return (topic == null || topic.equals(letter.getTopic()))
        && (reason == null || reason.name().equals(letter.getReason()));
  }
}
