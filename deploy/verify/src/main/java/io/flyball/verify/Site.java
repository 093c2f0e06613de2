package io.flyball.verify;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.local.Children;
import io.flyball.local.DataDir;
import io.flyball.local.cluster.FlinkCluster;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.Topics;
import io.flyball.verify.Fault.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Brokers and a Flink cluster, each of whose processes can be killed and is then replaced. */
final class Site {
  static final int TASK_MANAGERS = 2;

  private static final long STALL_NANOS = 5_000_000_000L;
  private static final long PARTITION_NANOS = 30_000_000_000L;
  private static final long TRANSACTION_NANOS = 30_000_000_000L;
  private static final Duration STEP = Duration.ofHours(1);
  private static final long STEPPED_MS = 30_000;
  private static final String SLOW_DISK = "slow-disk";

  private final Children children;
  private final DataDir data;
  private final FlinkCluster flink;
  private final Brokers kafka;
  private final List<WallClock> clocks;
  private GatewayProcess gateway;

  private Site(
      Children children, DataDir data, Brokers kafka, FlinkCluster flink, List<WallClock> clocks) {
    this.children = children;
    this.data = data;
    this.kafka = kafka;
    this.flink = flink;
    this.clocks = clocks;
  }

  /**
   * Starts both with the topics of the catalogue.
   *
   * @param slots of each of the {@value #TASK_MANAGERS} TaskManagers
   * @param faults that it must be able to suffer
   */
  static Site start(Children children, DataDir data, int slots, Set<Target> faults) {
    int count = faults.contains(Target.POWER_LOSS) ? Brokers.REPLICATED : 1;
    Brokers kafka = Brokers.start(children, data, count);
    List<WallClock> clocks =
        faults.contains(Target.CLOCK)
            ? IntStream.range(0, TASK_MANAGERS)
                .mapToObj(number -> WallClock.create(data.path(), number))
                .toList()
            : List.of();
    FlinkCluster flink =
        children.add(
            FlinkCluster.start(data, TASK_MANAGERS, slots, number -> jvm(data, clocks, number)));
    Topics.create(Broker.started(kafka.bootstrap()), TopicCatalogue.load().topics());
    return new Site(children, data, kafka, flink, clocks);
  }

  private static List<String> jvm(DataDir data, List<WallClock> clocks, int number) {
    List<String> options = new ArrayList<>();
    options.add("-D" + SlowFileSystem.WHILE + "=" + data.path().resolve(SLOW_DISK));
    if (number >= 0 && number < clocks.size()) {
      options.addAll(clocks.get(number).jvm());
    }
    return options;
  }

  /** Stops a process for a while, with everything that it holds. */
  private static void freeze(long pid, long nanos) {
    signal(pid, "STOP");
    LockSupport.parkNanos(nanos);
    signal(pid, "CONT");
  }

  private static void signal(long pid, String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UserError("cannot send SIG" + signal + " to " + pid + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Address address() {
    return new Address(kafka.bootstrap(), flink.restPort());
  }

  /** Kills what the strike names and puts another process in its place. */
  void suffer(Fault strike) {
    switch (strike.target()) {
      case TASKMANAGER -> {
        int victim = (int) (strike.draw() * flink.taskManagers());
        flink.killTaskManager(victim);
        flink.startTaskManager(victim);
      }
      case JOBMANAGER -> {
        flink.killJobManager();
        flink.startJobManager();
      }
      case BROKER -> kafka.kill(strike.draw());
      case POWER_LOSS -> kafka.losePower(strike.draw());
      case GATEWAY -> {
        gateway.kill();
        startGateway(gateway.port());
      }
      case CLOCK -> stepClock(strike.draw());
      case STALL -> freeze(kafka.pid(strike.draw()), STALL_NANOS);
      case PARTITION ->
          freeze(
              flink.taskManagerPid((int) (strike.draw() * flink.taskManagers())), PARTITION_NANOS);
    }
  }

  /** Returns once a fault can be suffered that the last one may stand in the way of. */
  void awaitReady(Fault strike) {
    if (strike.target() == Target.POWER_LOSS) {
      kafka.awaitInSync();
    }
  }

  /** The first half of the draws is an hour ahead, the second behind; half a minute later back. */
  private void stepClock(double draw) {
    boolean ahead = draw < 0.5;
    WallClock clock = clocks.get((int) (2 * draw % 1 * clocks.size()));
    clock.step(ahead ? STEP : STEP.negated());
    CompletableFuture.delayedExecutor(STEPPED_MS, TimeUnit.MILLISECONDS)
        .execute(() -> clock.step(Duration.ZERO));
  }

  /** Ends what faults have left behind. */
  void calm() {
    clocks.forEach(clock -> clock.step(Duration.ZERO));
    slowDisk(false);
  }

  /** Whether the disk of the checkpoints under {@link SlowFileSystem#SCHEME} is slow. */
  void slowDisk(boolean slow) {
    Path marker = data.path().resolve(SLOW_DISK);
    try {
      Files.deleteIfExists(marker);
      if (slow) {
        Files.createFile(marker);
      }
    } catch (IOException e) {
      throw new UserError("cannot write " + marker + ": " + e.getMessage(), e);
    }
  }

  /** Starts a gateway before the broker; returns where it is reached. */
  String startGateway(int port) {
    gateway = children.add(GatewayProcess.start(data, kafka.bootstrap(), port));
    return gateway.url();
  }

  void killTaskManagers() {
    for (int i = 0; i < TASK_MANAGERS; i++) {
      flink.killTaskManager(i);
    }
  }

  void startTaskManagers() {
    for (int i = 0; i < TASK_MANAGERS; i++) {
      flink.startTaskManager(i);
    }
  }

  /** Where everything lives. */
  Path folder() {
    return data.path();
  }

  /** Where a job's checkpoints are kept. */
  Path checkpoints(String job) {
    return flink.checkpoints().resolve(job);
  }

  /** How many transactions have records of which nobody knows yet whether they count. */
  long openTransactions() {
    Broker broker = Broker.started(kafka.bootstrap());
    try (Admin admin = broker.admin()) {
      ListTransactionsOptions ongoing =
          new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
      return broker.await(admin.listTransactions(ongoing).all()).size();
    }
  }

  /** Returns once a transaction is open, or half a minute has passed. */
  void awaitOpenTransaction() {
    long deadline = System.nanoTime() + TRANSACTION_NANOS;
    while (openTransactions() == 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** From now on every producer but the feeder is held to so many bytes a second. */
  void limitProducers(long bytesPerSecond) {
    quota(null, bytesPerSecond);
    quota(KafkaFeeder.CLIENT, 1e12);
  }

  void freeProducers() {
    quota(null, null);
  }

  private void quota(String client, Number bytesPerSecond) {
    ClientQuotaEntity entity =
        new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, client));
    ClientQuotaAlteration.Op op =
        new ClientQuotaAlteration.Op(
            "producer_byte_rate", bytesPerSecond == null ? null : bytesPerSecond.doubleValue());
    Broker broker = Broker.started(kafka.bootstrap());
    try (Admin admin = broker.admin()) {
      broker.await(
          admin.alterClientQuotas(List.of(new ClientQuotaAlteration(entity, List.of(op)))).all());
    }
  }
}
