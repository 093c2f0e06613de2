package io.flyball.cli.kafka;

import io.flyball.cli.option.BootstrapOption;
import io.flyball.cli.option.JsonOutput;
import io.flyball.connectors.topic.DeadLetterReplay;
import io.flyball.connectors.topic.StoredDeadLetter;
import io.flyball.schemas.DeadLetter;
import io.flyball.tools.kafka.DeadLetterLog;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The refused records: what they are, and back to where they came from. */
@Command(name = "dead-letters", description = "List refused records, or replay them.")
public final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "dead-letters: list or replay?");
  }

  @Command(name = "list", description = "Refused records, oldest first: where from, and why.")
  int list(
      @Mixin BootstrapOption bootstrap,
      @Mixin DeadLetterFilter filter,
      @Option(names = "--limit", paramLabel = "N", description = "Only the newest N.")
          Optional<Long> limit,
      @Option(names = "--json", description = "One JSON object to a line.") boolean json) {
    requirePositive(limit);
    PrintWriter out = spec.commandLine().getOut();
    Deque<StoredDeadLetter> newest = new ArrayDeque<>();
    long unreadable =
        DeadLetterLog.read(
            bootstrap.broker(),
            stored -> {
              if (!filter.test(stored.letter())) {
                return true;
              }
              if (limit.isEmpty()) {
                print(out, stored, json);
                return true;
              }
              newest.add(stored);
              if (newest.size() > limit.get()) {
                newest.remove();
              }
              return true;
            });
    newest.forEach(stored -> print(out, stored, json));
    out.flush();
    warnOfUnreadable(unreadable);
    return 0;
  }

  @Command(
      name = "replay",
      description =
          "Send the raw bytes of refused records back to their source topics, oldest first, each"
              + " exactly once: what was replayed before is left alone. A replayed record bears"
              + " the header "
              + DeadLetterReplay.HEADER
              + "; what was replayed is noted in the offsets of the consumer group "
              + DeadLetterReplay.GROUP
              + ".")
  int replay(
      @Mixin BootstrapOption bootstrap,
      @Mixin DeadLetterFilter filter,
      @Option(names = "--limit", paramLabel = "N", description = "At most N.") Optional<Long> limit,
      @Option(names = "--dry-run", description = "Only count what would be sent.") boolean dryRun,
      @Option(names = "--json", description = "Report as one JSON object.") boolean json) {
    requirePositive(limit);
    DeadLetterReplay.Outcome outcome =
        DeadLetterLog.replay(bootstrap.broker(), filter, limit.orElse(Long.MAX_VALUE), dryRun);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, outcome);
    } else {
      String what = dryRun ? "%d would be replayed%n" : "%d replayed%n";
      out.printf(Locale.ROOT, what, outcome.replayed());
      outcome
          .noTopic()
          .forEach(
              (topic, count) ->
                  out.printf(
                      Locale.ROOT, "%d left alone: the broker has no topic '%s'%n", count, topic));
    }
    out.flush();
    warnOfUnreadable(outcome.unreadable());
    return 0;
  }

  private void requirePositive(Optional<Long> limit) {
    if (limit.isPresent() && limit.get() < 1) {
      throw new ParameterException(spec.commandLine(), "--limit is at least 1, not " + limit.get());
    }
  }

  private void warnOfUnreadable(long count) {
    if (count > 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(Locale.ROOT, "flyball: passed over %d records that are no dead letters%n", count);
      err.flush();
    }
  }

  private static void print(PrintWriter out, StoredDeadLetter stored, boolean json) {
    DeadLetter letter = stored.letter();
    if (json) {
      JsonOutput.print(out, asMap(stored));
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s  %s%s  from %s/%d/%d  %d bytes  %s%n",
        stored.name(),
        letter.getReason(),
        letter.getField().isEmpty() ? "" : ":" + letter.getField(),
        letter.getTopic(),
        letter.getPartition(),
        letter.getOffset(),
        stored.valueBytes(),
        letter.getMessage());
  }

  private static Map<String, Object> asMap(StoredDeadLetter stored) {
    DeadLetter letter = stored.letter();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("deadLetter", stored.name());
    map.put("reason", letter.getReason());
    map.put("field", letter.getField());
    map.put("topic", letter.getTopic());
    map.put("partition", letter.getPartition());
    map.put("offset", letter.getOffset());
    map.put("time", letter.getTime().toString());
    map.put("job", letter.getJob());
    map.put("message", letter.getMessage());
    map.put("bytes", stored.valueBytes());
    return map;
  }
}
