package io.flyball.bench;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Floors, peers and the job itself on one backlog, in turn and several times over, so that a
 * machine that changes under the measurement changes for all of them. A first round warms the JVM
 * and is discarded.
 */
public final class PeerBench {
  private final Subject subject;
  private final BenchOptions options;
  private final int rounds;
  private final String bootstrap;
  private final Path work;
  private final JobBench.Listener listener;
  private int run;

  /**
   * @param options parallelism, guarantee, records and the backends of job and keyed floor
   * @param rounds at least 1
   * @param bootstrap a broker that holds none of Flyball's topics yet
   * @param work an empty folder for checkpoints and state
   */
  public PeerBench(
      Subject subject,
      BenchOptions options,
      int rounds,
      String bootstrap,
      Path work,
      JobBench.Listener listener) {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds is " + rounds + "; it is at least 1");
    }
    this.subject = subject;
    this.options = options;
    this.rounds = rounds;
    this.bootstrap = bootstrap;
    this.work = work;
    this.listener = listener;
  }

  /** What a peer's records cost, one figure a round. */
  public List<PeerCost> run() {
    try (Backlog backlog = new Backlog(subject, bootstrap)) {
      backlog.createTopics();
      listener.started("writing the backlog", options.records());
      backlog.write(0, options.records(), listener::progressed);
      listener.ended();
      List<Entry> entries = entries();
      List<List<PeerCost.Round>> costs = new ArrayList<>();
      entries.forEach(entry -> costs.add(new ArrayList<>()));
      for (int round = 0; round <= rounds; round++) {
        for (int i = 0; i < entries.size(); i++) {
          PeerCost.Round cost = measure(backlog, entries.get(i), round);
          if (round > 0) {
            costs.get(i).add(cost);
          }
        }
      }
      List<PeerCost> all = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        Peer peer = entries.get(i).peer();
        all.add(new PeerCost(peer.name(), peer.missing(), costs.get(i)));
      }
      return all;
    }
  }

  private record Entry(Peer peer, Backend backend) {}

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    entries.add(
        new Entry(
            Peer.onFlink(
                "F1 identity",
                "everything",
                output -> new FloorJob(output, subject.inputs(), subject.floorWrites())),
            Backend.HEAP));
    for (Peer peer : Peer.of(subject.name())) {
      entries.add(new Entry(peer, Backend.HEAP));
    }
    for (Backend backend : options.backends()) {
      String suffix = backend == Backend.HEAP ? "" : ", RocksDB";
      entries.add(
          new Entry(
              Peer.onFlink(
                  "Flyball " + subject.name() + suffix, "", output -> JobUnderTest.of(subject)),
              backend));
    }
    return entries;
  }

  private PeerCost.Round measure(Backlog backlog, Entry entry, int round) {
    FlyballConfig config = config(entry.backend());
    String output = "bench.peer-" + run;
    backlog.createOutput(output);
    String step = entry.peer().name() + (round == 0 ? ", warming up" : ", round " + round);
    listener.started(step, options.records());
    try (Running job = entry.peer().start().start(config, output, work.resolve("run-" + run))) {
      return measure(job);
    } finally {
      listener.ended();
      backlog.delete(output);
    }
  }

  /** From the first record seen to the last, the second half also by itself. */
  private PeerCost.Round measure(Running job) {
    long records = options.records();
    long first = await(job, 1);
    long started = System.nanoTime();
    ProcessorTime before = ProcessorTime.now();
    long middle = await(job, Math.max(first + 1, (records + first) / 2));
    ProcessorTime half = ProcessorTime.now().since(before);
    long last = await(job, records);
    ProcessorTime whole = ProcessorTime.now().since(before);
    double seconds = (System.nanoTime() - started) / 1e9;
    return PeerCost.Round.of(middle - first, half, last - middle, whole.since(half), seconds);
  }

  private long await(Running job, long wanted) {
    long done = job.processed();
    while (done < wanted) {
      LockSupport.parkNanos(RunningJob.RESOLUTION.toNanos() / 2);
      done = job.processed();
      listener.progressed(done);
    }
    return done;
  }

  private FlyballConfig config(Backend backend) {
    run++;
    List<String> settings =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap=" + bootstrap,
                "kafka.group=peers-" + run,
                "kafka.guarantee=" + name(options.guarantee()),
                "flink.parallelism=" + options.parallelism(),
                "flink.state-backend=" + name(backend)));
    settings.addAll(subject.settings());
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), settings);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
