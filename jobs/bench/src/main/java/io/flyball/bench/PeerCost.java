package io.flyball.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a record costs a peer.
 *
 * @param peer its name
 * @param missing what it does less than Flyball's job
 * @param rounds one a round
 */
public record PeerCost(String peer, String missing, List<Round> rounds) {

  /**
   * One round; costs are microseconds of processor time a record.
   *
   * @param job of the job's JVM without its compilers
   * @param compilers of the compilers
   * @param broker of the broker
   * @param secondHalf the job's cost in the second half of the run to that in the first
   * @param perSecond records a second of wall time
   */
  public record Round(
      double job, double compilers, double broker, double secondHalf, double perSecond) {

    static Round of(
        long first, ProcessorTime ofFirst, long second, ProcessorTime ofSecond, double seconds) {
      double records = first + second;
      return new Round(
          (ofFirst.own() + ofSecond.own()) / 1e3 / records,
          (ofFirst.compilers() + ofSecond.compilers()) / 1e3 / records,
          (ofFirst.broker() + ofSecond.broker()) / 1e3 / records,
          second == 0 || first == 0 || ofFirst.own() == 0
              ? 1
              : ((double) ofSecond.own() / second) / ((double) ofFirst.own() / first),
          records / seconds);
    }
  }

  public PeerCost {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no round of " + peer + " was measured");
    }
  }

  /** The median over the rounds of one of their figures. */
  public double median(ToDoubleFunction<Round> figure) {
    return BenchReport.median(rounds.stream().map(figure::applyAsDouble).toList());
  }

  /** The least of a figure. */
  public double least(ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).min().orElseThrow();
  }

  /** The most of a figure. */
  public double most(ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).max().orElseThrow();
  }
}
