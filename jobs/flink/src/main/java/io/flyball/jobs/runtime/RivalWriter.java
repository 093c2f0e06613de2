package io.flyball.jobs.runtime;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * Another job that writes with the transactional ids of this one. Each of the two would abort what
 * the other has open, and records that a checkpoint has promised would be lost.
 *
 * <p>A job that is gone leaves transactions that stand still until they time out. One that runs
 * begins new ones at each checkpoint. So where none is open for a second, that is enough; else this
 * looks again for two checkpoint intervals. A job that runs and writes nothing is not found.
 */
final class RivalWriter {
  private static final Duration BETWEEN = Duration.ofMillis(200);

  /** Between two transactions there may be none for a moment. */
  private static final int FIRST_LOOKS = 6;

  private final Admin admin;
  private final Set<String> prefixes;

  /**
   * @param ids one of each sink, as Flink makes them: prefix, subtask, number
   */
  RivalWriter(Admin admin, Set<String> ids) {
    this.admin = admin;
    this.prefixes = ids.stream().map(RivalWriter::prefix).collect(Collectors.toSet());
  }

  private static String prefix(String id) {
    return id.replaceFirst("-\\d+-\\d+$", "");
  }

  /** One transaction: the same id is used again under another epoch, or later. */
  private record Open(String id, long producer, int epoch, long startedMs) {}

  /** The sentence that names an id of the other job, if there is one. */
  Optional<String> found(Duration interval) throws ExecutionException, InterruptedException {
    Set<Open> known = open();
    for (int look = 1; look < FIRST_LOOKS && known.isEmpty(); look++) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
      known = open();
    }
    long looks = known.isEmpty() ? 0 : 2 * interval.dividedBy(BETWEEN) + 1;
    for (long i = 0; i < looks; i++) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
      Set<Open> begun = new HashSet<>(open());
      begun.removeAll(known);
      if (!begun.isEmpty()) {
        return Optional.of(sentence(begun.iterator().next().id()));
      }
    }
    return Optional.empty();
  }

  private static String sentence(String id) {
    return String.format(
        Locale.ROOT,
        "another job writes with the transactional id %s: stop it, or give this one a kafka.group"
            + " of its own",
        id);
  }

  private Set<Open> open() throws ExecutionException, InterruptedException {
    ListTransactionsOptions ongoing =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    List<String> ids =
        admin.listTransactions(ongoing).all().get().stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> prefixes.contains(prefix(id)))
            .toList();
    DescribeTransactionsResult answers = admin.describeTransactions(ids);
    Set<Open> open = new HashSet<>();
    for (String id : ids) {
      TransactionDescription one = answers.description(id).get();
      one.transactionStartTimeMs()
          .ifPresent(start -> open.add(new Open(id, one.producerId(), one.producerEpoch(), start)));
    }
    return open;
  }
}
