package io.flyball.verify;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.local.Children;
import io.flyball.local.DataDir;
import io.flyball.local.Ports;
import io.flyball.local.cluster.FlinkCluster;
import io.flyball.local.kafka.EmbeddedKafka;
import io.flyball.tools.UserError;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** A broker and a Flink cluster, each of whose processes can be killed and is then replaced. */
final class Site {
  static final int TASK_MANAGERS = 2;

  private static final long STALL_NANOS = 5_000_000_000L;
  private static final long PARTITION_NANOS = 30_000_000_000L;
  private static final long TRANSACTION_NANOS = 30_000_000_000L;

  private final Children children;
  private final DataDir data;
  private final FlinkCluster flink;
  private EmbeddedKafka kafka;
  private GatewayProcess gateway;

  private Site(Children children, DataDir data, EmbeddedKafka kafka, FlinkCluster flink) {
    this.children = children;
    this.data = data;
    this.kafka = kafka;
    this.flink = flink;
  }

  /**
   * Starts both with the topics of the catalogue.
   *
   * @param slots of each of the {@value #TASK_MANAGERS} TaskManagers
   */
  static Site start(Children children, DataDir data, int slots) {
    EmbeddedKafka kafka = children.add(EmbeddedKafka.start(data, OptionalInt.of(Ports.lasting())));
    FlinkCluster flink = children.add(FlinkCluster.start(data, TASK_MANAGERS, slots));
    Topics.create(Broker.started(kafka.bootstrap()), TopicCatalogue.load().topics());
    return new Site(children, data, kafka, flink);
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
      case BROKER -> {
        kafka.kill();
        kafka = children.add(EmbeddedKafka.start(data, OptionalInt.of(kafka.port())));
      }
      case GATEWAY -> {
        gateway.kill();
        startGateway(gateway.port());
      }
      case STALL -> freeze(kafka.pid(), STALL_NANOS);
      case PARTITION ->
          freeze(
              flink.taskManagerPid((int) (strike.draw() * flink.taskManagers())), PARTITION_NANOS);
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
