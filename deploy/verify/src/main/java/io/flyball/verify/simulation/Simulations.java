package io.flyball.verify.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The simulated cores, and many schedules of each. */
public final class Simulations {
  private static final List<KeyedCore<?, ?, ?>> CORES =
      List.of(
          new AttributionCore(),
          new LedgerCore(),
          new PolicyCore(),
          new WindowCore(),
          new DetectorCore(),
          new CameraCore());

  private Simulations() {}

  /**
   * A schedule under which a core differs from its oracle.
   *
   * @param core its name
   * @param seed replays it
   * @param difference in words
   */
  public record Failure(String core, long seed, String difference) {}

  static List<KeyedCore<?, ?, ?>> all() {
    return CORES;
  }

  /** Their names. */
  public static List<String> cores() {
    return CORES.stream().<String>map(KeyedCore::name).toList();
  }

  /**
   * The first schedule that fails, of the seeds {@code from} to {@code from + schedules - 1}.
   *
   * @param progress hears how many schedules of all cores are done
   */
  public static Optional<Failure> run(long from, long schedules, LongConsumer progress) {
    long done = 0;
    for (KeyedCore<?, ?, ?> core : CORES) {
      for (long seed = from; seed < from + schedules; seed++) {
        Optional<String> difference = Simulation.run(core, seed);
        if (difference.isPresent()) {
          return Optional.of(new Failure(core.name(), seed, difference.get()));
        }
        progress.accept(++done);
      }
    }
    return Optional.empty();
  }
}
