package io.flyball.bench.door;

import io.flyball.bench.BenchReport;
import io.flyball.bench.JobBench.Listener;
import io.flyball.bench.door.DoorFigure.Paired;
import io.flyball.bench.door.HttpLoad.Result;
import io.flyball.bench.door.HttpLoad.Shot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * The gateway under a steady mix of requests for a long time: what fails, and what grows. A second
 * brings {@value #SINGLES} single records, {@value #BATCHES} batches of 100 and {@value #DECISIONS}
 * decisions, and {@value #TABS} pages of the console watch. Memory of the second fifth of the time
 * is compared with that of the last: by then what is kept for so long or so many is full.
 */
public final class DoorSoak {
  /** What is shorter says nothing. */
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  private static final double SINGLES = 200;
  private static final double BATCHES = 2;
  private static final double DECISIONS = 200;
  private static final int TABS = 50;
  private static final int MOST_LOOKS = 50;
  private static final int FEWEST_LOOKS = 5;
  private static final double PATIENCE_SECONDS = 60;

  /** How much the heap may grow. */
  private static final double BAR = 1.2;

  private final String bootstrap;
  private final Site.Server gateway;
  private final Duration length;
  private final Listener listener;
  private final Bodies bodies = new Bodies();
  private final List<Double> heap = new ArrayList<>();
  private final List<Double> resident = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * @param bootstrap a broker with every topic of the catalogue
   * @param gateway the gateway, with that broker, a stale-after above the length and {@link
   *     #points} for each live channel
   * @param length at least {@link #SHORTEST}
   */
  public DoorSoak(String bootstrap, Site.Server gateway, Duration length, Listener listener) {
    this.bootstrap = bootstrap;
    this.gateway = gateway;
    this.length = length;
    this.listener = listener;
  }

  /** Points that a live channel may keep, so that its ring is full after a tenth of the time. */
  public static long points(Duration length) {
    return Math.max(1, length.toSeconds() / 10);
  }

  /** Runs it, and the figures in reading order. */
  public List<DoorFigure> run() {
    ExecutorService senders = Executors.newFixedThreadPool(3);
    try (HttpLoad load = new HttpLoad();
        KafkaProducer<byte[], byte[]> producer = PassThrough.producer(bootstrap);
        JvmProbe probe = JvmProbe.of(gateway.pid())) {
      DoorBench.awaitAnswers(gateway, "/health/ready", 200);
      ServedPolicy.publish(producer);
      DoorBench.awaitPolicy(load, gateway, bodies);
      return measure(load, probe, senders);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } finally {
      senders.shutdownNow();
    }
  }

  /** The first answer of each kind of request that was not good; empty where all were. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  private List<DoorFigure> measure(HttpLoad load, JvmProbe probe, ExecutorService senders)
      throws InterruptedException {
    double seconds = length.toMillis() / 1000.0;
    int looks = (int) Math.min(MOST_LOOKS, Math.max(FEWEST_LOOKS, seconds / DoorBench.LEAST_WATCH));
    listener.started("soaking", looks);
    try (LiveReaders tabs = new LiveReaders(gateway.port(), TABS)) {
      tabs.awaitBegun(PATIENCE_SECONDS);
      double before = probe.cpuSeconds();
      Future<Result> singles = start(senders, load, SINGLES, seconds, bodies::single);
      Future<Result> batches = start(senders, load, BATCHES, seconds, bodies::batch);
      Future<Result> decisions = start(senders, load, DECISIONS, seconds, bodies::decide);
      long least = TABS;
      for (int look = 1; look <= looks; look++) {
        least = Math.min(least, tabs.served(Math.max(seconds / looks, DoorBench.LEAST_WATCH)));
        heap.add((double) probe.heapAfterCollection() / (1 << 20));
        resident.add(probe.residentMebibytes());
        listener.progressed(look);
      }
      List<Result> all = List.of(result(singles), result(batches), result(decisions));
      double cores = (probe.cpuSeconds() - before) / seconds;
      return figures(all, least, cores);
    } finally {
      listener.ended();
    }
  }

  private Future<Result> start(
      ExecutorService senders,
      HttpLoad load,
      double perSecond,
      double seconds,
      Supplier<Shot> shots) {
    return senders.submit(() -> load.open(gateway.port(), perSecond, seconds, shots));
  }

  private static Result result(Future<Result> load) throws InterruptedException {
    try {
      return load.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load broke off", e.getCause());
    }
  }

  private List<DoorFigure> figures(List<Result> all, long leastTabs, double cores) {
    double good = all.stream().mapToLong(Result::answers).sum();
    double failed = all.stream().mapToLong(Result::failed).sum();
    all.stream().map(Result::fault).filter(Objects::nonNull).forEach(faults::add);
    Paired answers = new Paired();
    answers.add(good + failed, good);
    Paired tabs = new Paired();
    tabs.add(TABS, (double) leastTabs);
    List<DoorFigure> figures = new ArrayList<>();
    figures.add(answers.atLeast("requests that succeed", "requests", 1));
    figures.add(tabs.atLeast("live tabs that are served all along", "readers", 1));
    figures.add(ends(heap).atMost("heap, last fifth to the second", "MiB", BAR));
    if (resident.stream().noneMatch(size -> size.isNaN())) {
      figures.add(ends(resident).beside("resident memory, last fifth to the second", "MiB"));
    }
    figures.add(DoorFigure.alone("single records, p99", "ms", all.get(0).millis(99)));
    figures.add(DoorFigure.alone("decisions, p99", "ms", all.get(2).millis(99)));
    figures.add(DoorFigure.alone("processor time of the gateway", "% of a core", 100 * cores));
    return figures;
  }

  /** Medians of the second and of the last fifth. */
  private static Paired ends(List<Double> samples) {
    int fifth = samples.size() / 5;
    Paired ends = new Paired();
    ends.add(
        BenchReport.median(samples.subList(fifth, 2 * fifth)),
        BenchReport.median(samples.subList(samples.size() - fifth, samples.size())));
    return ends;
  }
}
