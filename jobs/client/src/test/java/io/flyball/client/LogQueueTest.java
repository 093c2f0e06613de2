package io.flyball.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.flyball.core.bandit.Pick;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogQueueTest {
  private final List<LogEntry> dropped = new ArrayList<>();

  private LogQueue queue(int capacity, WhenFull whenFull) {
    return new LogQueue(capacity, whenFull, dropped::add);
  }

  /** A place given back each time would be a line that two processors fight for. */
  @Test
  void placesAreGivenBackTogetherAndAllOfThemOnceNothingWaits() {
    LogQueue queue = queue(10_000, WhenFull.DROP);
    for (int i = 0; i < 200; i++) {
      queue.put(decision("d" + i));
    }
    List<String> ids = new ArrayList<>();
    for (int taken = 1; taken <= 200; taken++) {
      take(queue, ids);
      assertThat(queue.size()).isBetween(200 - taken, 200 - taken + 39);
    }
    assertThat(take(queue, ids)).isNaN();
    assertThat(queue.size()).isZero();
    assertThat(dropped).isEmpty();
  }

  /** Its bytes are its importance. */
  private static LogEntry decision(String id) {
    return new Named(id, null, true);
  }

  private static LogEntry reward(String id, LogEntry decision) {
    return new Named(id, decision, false);
  }

  private static final class Named extends LogEntry {
    private final String id;
    private final boolean weighted;

    Named(String id, LogEntry decision, boolean weighted) {
      super("p", "topic", decision);
      this.id = id;
      this.weighted = weighted;
    }

    @Override
    String id() {
      return id;
    }

    @Override
    boolean weighted() {
      return weighted;
    }

    @Override
    byte[] bytes(double importance) {
      return ByteBuffer.allocate(Double.BYTES).putDouble(importance).array();
    }
  }

  @Test
  void whoAsksBeforeAndWhoAsksAfterTheEndHearsTheSame() {
    LogEntry logged = decision("a");
    var before = logged.acked();
    assertThat(before).isNotDone().isSameAs(logged.acked());
    logged.end(null);
    assertThat(before).isCompleted();
    assertThat(logged.acked()).isCompleted();
    LogEntry dropped = decision("b");
    var waiting = dropped.acked();
    dropped.end(new DroppedException("full"));
    assertThat(waiting).isCompletedExceptionally();
    LogEntry late = decision("c");
    late.end(new DroppedException("full"));
    assertThat(late.acked())
        .failsWithin(java.time.Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(DroppedException.class);
  }

  /** The importance of the next that is sent; NaN when there is none. */
  private static double take(LogQueue queue, List<String> ids) {
    for (LogEntry next = queue.poll(0); next != null; next = queue.poll(0)) {
      byte[] value = next.take();
      if (value != null) {
        queue.leave(next);
        ids.add(next.id());
        return ByteBuffer.wrap(value).getDouble();
      }
    }
    return Double.NaN;
  }

  @Test
  void whatFitsComesOutInOrderWithImportanceOne() {
    LogQueue queue = queue(3, WhenFull.DROP);
    for (String id : List.of("a", "b", "c")) {
      queue.put(decision(id));
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertThat(take(queue, ids)).isEqualTo(1);
    }
    assertThat(ids).containsExactly("a", "b", "c");
    assertThat(take(queue, ids)).isNaN();
    assertThat(queue.size()).isZero();
  }

  @Test
  void droppingLeavesEstimatesByInversePropensityUnbiased() {
    LogQueue queue = queue(500, WhenFull.DROP);
    int decisions = 200_000;
    double shown = 0.3;
    double weights = 0;
    double estimate = 0;
    int kept = 0;
    List<String> ids = new ArrayList<>();
    for (int i = 0; i <= decisions; i++) {
      if (i < decisions) {
        queue.put(decision("p/" + i));
      }
      // One in seven is sent while it is busy, and all that is left at the end.
      boolean last = i == decisions;
      while (i % 7 == 0 || last) {
        double w = take(queue, ids);
        if (!Double.isNaN(w)) {
          String id = ids.get(ids.size() - 1);
          weights += w;
          kept++;
          // Of the arm that earns 1 and is shown with a probability of 0.3.
          estimate += Pick.draw(id, 1) < shown ? w / shown : 0;
        }
        if (!last || Double.isNaN(w)) {
          break;
        }
      }
    }
    assertThat(kept).isLessThan(decisions / 4);
    assertThat(dropped).hasSize(decisions - kept);
    assertThat(weights / decisions).isCloseTo(1, within(0.02));
    assertThat(estimate / decisions).isCloseTo(1, within(0.04));
    assertThat(queue.size()).isZero();
  }

  @Test
  void rewardsStandAndFallWithTheirDecision() {
    LogQueue queue = queue(20, WhenFull.DROP);
    List<LogEntry> rewards = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      LogEntry decision = decision("p/" + i);
      queue.put(decision);
      LogEntry reward = reward("r/" + i, decision);
      queue.put(reward);
      rewards.add(reward);
    }
    assertThat(rewards).anyMatch(LogEntry::dropped);
    for (LogEntry reward : rewards) {
      if (reward.decision.dropped()) {
        assertThat(reward.dropped()).isTrue();
      }
    }
  }

  @Test
  void aRewardWhoseDecisionWasSentIsNotDropped() {
    LogQueue queue = queue(4, WhenFull.DROP);
    LogEntry sent = decision("p/sent");
    queue.put(sent);
    take(queue, new ArrayList<>());
    LogEntry reward = reward("r", sent);
    queue.put(reward);
    for (int i = 0; i < 100; i++) {
      queue.put(decision("p/" + i));
    }
    assertThat(reward.dropped()).isFalse();
    assertThat(queue.poll(0)).isSameAs(reward);
  }

  @Test
  void aFullQueueThatThrowsSaysWhatToDo() {
    LogQueue queue = queue(1, WhenFull.THROW);
    queue.put(decision("a"));
    assertThatThrownBy(() -> queue.put(decision("b")))
        .isInstanceOf(QueueFullException.class)
        .hasMessageContaining("1 records wait for Kafka")
        .hasMessageContaining("WhenFull.DROP");
    take(queue, new ArrayList<>());
    queue.put(decision("c"));
  }

  @Test
  void aFullQueueThatBlocksWaitsForRoomAndLosesNothing() throws InterruptedException {
    LogQueue queue = queue(2, WhenFull.BLOCK);
    int count = 50;
    CountDownLatch done = new CountDownLatch(1);
    Thread asks =
        new Thread(
            () -> {
              for (int i = 0; i < count; i++) {
                queue.put(decision("p/" + i));
              }
              done.countDown();
            });
    asks.start();
    List<String> ids = new ArrayList<>();
    while (ids.size() < count) {
      take(queue, ids);
      assertThat(queue.size()).isLessThanOrEqualTo(2);
    }
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ids).first().isEqualTo("p/0");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(dropped).isEmpty();
  }

  @Test
  void manyThreadsThatFindItFullLoseNoneUncounted() throws InterruptedException {
    List<LogEntry> lost = Collections.synchronizedList(new ArrayList<>());
    LogQueue queue = new LogQueue(64, WhenFull.DROP, lost::add);
    int threads = 8;
    int each = 5000;
    CountDownLatch ready = new CountDownLatch(threads);
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int me = t;
      Thread thread =
          new Thread(
              () -> {
                ready.countDown();
                for (int i = 0; i < each; i++) {
                  queue.put(decision("p/" + me + "/" + i));
                }
              });
      all.add(thread);
      thread.start();
    }
    List<String> ids = new ArrayList<>();
    double weights = 0;
    while (all.stream().anyMatch(Thread::isAlive)) {
      double w = take(queue, ids);
      weights += Double.isNaN(w) ? 0 : w;
    }
    for (double w = take(queue, ids); !Double.isNaN(w); w = take(queue, ids)) {
      weights += w;
    }
    assertThat(ids.size() + lost.size()).isEqualTo(threads * each);
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(weights).isPositive();
    assertThat(queue.size()).isZero();
  }
}
