package io.flyball.bench;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import io.flyball.jobs.runtime.config.Settings;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The benchmark of one job: a backlog is written once, then floor and job work it off in turn on
 * the same broker, each in a consumer group of its own. The floor runs before, between and after,
 * so that a machine that changes under the measurement is seen.
 */
public final class JobBench {
  private static final long WARM_UP_RECORDS = 300_000;

  /** Warm is a JVM whose compilers worked for less than this share of a pass. */
  private static final double WARM = 0.15;

  private static final int MOST_PASSES = 8;

  /** Is told what goes on. */
  public interface Listener {
    /** A step of {@code total} records starts. */
    void started(String step, long total);

    /** So many records of the step are done. */
    void progressed(long done);

    /** The step has ended. */
    void ended();
  }

  private final BenchOptions options;
  private final String bootstrap;
  private final Path work;
  private final Listener listener;
  private final Subject subject;
  private int run;

  /**
   * @param bootstrap a broker that holds none of Flyball's topics yet
   * @param work an empty folder for checkpoints
   */
  public JobBench(
      Subject subject, BenchOptions options, String bootstrap, Path work, Listener listener) {
    if (options.records() > subject.limit()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "records is %d; the load of %s has %d",
              options.records(),
              subject.name(),
              subject.limit()));
    }
    this.subject = subject;
    this.options = options;
    this.bootstrap = bootstrap;
    this.work = work;
    this.listener = listener;
  }

  /** Measures everything; some minutes. */
  public BenchReport run() {
    try (Backlog backlog = new Backlog(subject, bootstrap)) {
      write(backlog);
      warmUp(backlog, true);
      List<Throughput> floors = new ArrayList<>();
      List<Throughput> jobs = new ArrayList<>();
      floors.add(floor(backlog));
      for (Backend backend : options.backends()) {
        jobs.add(throughput(name(backend), JobUnderTest.of(subject), backend));
        floors.add(floor(backlog));
      }
      List<Latency> latencies =
          options.latency() && subject.awaitsAnswers() ? latencies(backlog, jobs) : List.of();
      return new BenchReport(Machine.here(), subject, options, floors, jobs, latencies);
    }
  }

  /** Measures the job once, on the first backend, without the floor. */
  public Throughput alone() {
    try (Backlog backlog = new Backlog(subject, bootstrap)) {
      write(backlog);
      warmUp(backlog, false);
      Backend backend = options.backends().get(0);
      return throughput(name(backend), JobUnderTest.of(subject), backend);
    }
  }

  private void write(Backlog backlog) {
    backlog.createTopics();
    listener.started("writing the backlog", options.records());
    backlog.write(0, options.records(), listener::progressed);
    listener.ended();
  }

  /**
   * Lets the JVM compile: what runs for months is not measured in its first minutes. On a machine
   * with few cores the compilers get little time beside a busy job, so passes are made until they
   * have hardly anything left to do.
   */
  private void warmUp(Backlog backlog, boolean floorToo) {
    if (floorToo) {
      String topic = "bench.warm-up";
      backlog.createOutput(topic);
      warmUp(backlog, floorTo(topic));
      backlog.delete(topic);
    }
    warmUp(backlog, JobUnderTest.of(subject));
  }

  private void warmUp(Backlog backlog, JobUnderTest job) {
    CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    double share = 1;
    for (int pass = 0; pass < MOST_PASSES && share > WARM; pass++) {
      FlyballConfig config = config(options.backends().get(0), options.guarantee());
      long toRead =
          backlog.startBeforeTheLast(
              Math.min(1, WARM_UP_RECORDS / (double) options.records()),
              config.kafka().group() + "-" + job.name());
      long compiled = compilers.getTotalCompilationTime();
      long started = System.nanoTime();
      try (RunningJob running = RunningJob.start(job, config, checkpoints())) {
        read(job.name() + ", warming up", running, toRead);
      }
      long millis = (System.nanoTime() - started) / 1_000_000;
      share = (double) (compilers.getTotalCompilationTime() - compiled) / millis;
    }
  }

  private void read(String step, RunningJob running, long records) {
    listener.started(step, records);
    Throughput.await(running, records, listener::progressed);
    listener.ended();
  }

  private Throughput floor(Backlog backlog) {
    String topic = "bench.floor-" + run;
    backlog.createOutput(topic);
    Throughput result = throughput("floor", floorTo(topic), Backend.HEAP);
    backlog.delete(topic);
    return result;
  }

  private JobUnderTest floorTo(String topic) {
    return new FloorJob(topic, subject.inputs(), subject.floorWrites());
  }

  private Throughput throughput(String name, JobUnderTest job, Backend backend) {
    FlyballConfig config = config(backend, options.guarantee());
    listener.started(name, options.records());
    try (RunningJob running = RunningJob.start(job, config, checkpoints())) {
      boolean withHeap = !(job instanceof FloorJob);
      Throughput result =
          Throughput.measure(name, running, options.records(), withHeap, listener::progressed);
      if (withHeap) {
        subject.verify(running.accumulators(), options.records());
      }
      return result;
    } finally {
      listener.ended();
    }
  }

  /** The floor is fed as fast as the first job, so that the two are asked for the same. */
  private List<Latency> latencies(Backlog backlog, List<Throughput> jobs) {
    List<Latency> latencies = new ArrayList<>();
    double rate = jobs.get(0).perSecond() * subject.load();
    long next = options.records();
    if (subject.floorWrites()) {
      String topic = "bench.floor-latency";
      backlog.createOutput(topic);
      latencies.add(latency("floor", backlog, floorTo(topic), Backend.HEAP, rate, next));
    }
    for (int i = 0; i < jobs.size(); i++) {
      next += Latency.records(rate);
      Backend backend = options.backends().get(i);
      rate = jobs.get(i).perSecond() * subject.load();
      latencies.add(latency(name(backend), backlog, JobUnderTest.of(subject), backend, rate, next));
    }
    return latencies;
  }

  private Latency latency(
      String name, Backlog backlog, JobUnderTest job, Backend backend, double rate, long next) {
    FlyballConfig config = config(backend, Guarantee.AT_LEAST_ONCE);
    String group = config.kafka().group() + "-" + job.name();
    long toRead = backlog.startBeforeTheLast(Math.min(1, subject.steady() / (double) next), group);
    try (RunningJob running = RunningJob.start(job, config, checkpoints())) {
      read(name + ", filling its state", running, toRead);
      listener.started(name + ", under load", Latency.records(rate));
      return Latency.measure(
          name, backlog, subject, next, rate, bootstrap, job.answers(), listener::progressed);
    } finally {
      listener.ended();
    }
  }

  private Path checkpoints() {
    return work.resolve("checkpoints-" + run);
  }

  private FlyballConfig config(Backend backend, Guarantee guarantee) {
    run++;
    List<String> settings =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap=" + bootstrap,
                "kafka.group=bench-" + run,
                "kafka.guarantee=" + name(guarantee),
                "flink.parallelism=" + options.parallelism(),
                "flink.state-backend=" + name(backend)));
    settings.addAll(subject.settings());
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), settings);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
