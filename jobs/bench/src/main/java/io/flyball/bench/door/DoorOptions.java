package io.flyball.bench.door;

/**
 * How long to measure.
 *
 * @param rounds in which floor and gateway take turns, 1 to 1,000
 * @param seconds of each measurement, 1 to 3,600
 * @param outageSeconds without a broker, 1 to 86,400
 */
public record DoorOptions(int rounds, int seconds, int outageSeconds) {
  public DoorOptions {
    require("rounds", rounds, 1000);
    require("seconds", seconds, 3600);
    require("outage", outageSeconds, 86_400);
  }

  private static void require(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " is " + value + "; allowed is 1 to " + most);
    }
  }
}
