package io.flyball.tools.camera;

import io.flyball.core.control.ControlMode;
import io.flyball.core.places.PlaceScores;
import io.flyball.core.places.SequenceMatcher;
import io.flyball.core.places.sim.Light;
import io.flyball.core.places.sim.PlaceTrial;
import io.flyball.core.stats.Student;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares bias controllers by the places that a modelled camera recognises in a modelled corridor,
 * over several seeds. What comes out holds in this model. Equal seeds give equal tables; seeds run
 * beside each other.
 */
public final class PlaceSimulation {
  private PlaceSimulation() {}

  /**
   * A mean over seeds.
   *
   * @param low lower end of its 95 % interval by Student's t; NaN for one seed
   * @param high its upper end
   */
  public record Mean(double value, double low, double high) {
    /** The mean of finite values; NaN without any. */
    static Mean of(double[] values, double least, double most) {
      double[] x = Arrays.stream(values).filter(Double::isFinite).toArray();
      double mean = Arrays.stream(x).average().orElse(Double.NaN);
      if (x.length < 2) {
        return new Mean(mean, Double.NaN, Double.NaN);
      }
      double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
      double error = Math.sqrt(squares / (x.length - 1) / x.length);
      double half = Student.quantile(0.05, x.length - 1.0) * error;
      return new Mean(mean, Math.max(least, mean - half), Math.min(most, mean + half));
    }
  }

  /**
   * One line of the table: a controller in one light.
   *
   * @param queries mean number of places of the query
   * @param rate mean event rate of the query, events/s
   * @param inBand mean share of its windows inside the band
   */
  public record Row(
      ControlMode mode,
      Light light,
      double queries,
      Mean recall1,
      Mean recall5,
      Mean recall10,
      Mean margin,
      double rate,
      double inBand) {}

  /**
   * Runs one controller.
   *
   * @param done told after each seed
   */
  public static List<Row> run(
      ControlMode mode,
      double metres,
      int seeds,
      SequenceMatcher sequence,
      Consumer<PlaceTrial> done) {
    PlaceTrial[] trials =
        IntStream.rangeClosed(1, seeds)
            .parallel()
            .mapToObj(
                seed -> {
                  PlaceTrial trial = PlaceTrial.run(mode, metres, seed, sequence);
                  done.accept(trial);
                  return trial;
                })
            .toArray(PlaceTrial[]::new);
    List<Row> rows = new ArrayList<>();
    for (Light light : Light.values()) {
      rows.add(
          new Row(
              mode,
              light,
              mean(trials, t -> t.scores().get(light).queries()),
              score(trials, light, PlaceScores::recall1),
              score(trials, light, PlaceScores::recall5),
              score(trials, light, PlaceScores::recall10),
              score(trials, light, PlaceScores::margin),
              mean(trials, t -> t.rates().get(light)),
              mean(trials, t -> t.inBand().get(light))));
    }
    return rows;
  }

  private static double mean(PlaceTrial[] trials, ToDoubleFunction<PlaceTrial> of) {
    return Arrays.stream(trials).mapToDouble(of).average().orElse(Double.NaN);
  }

  private static Mean score(PlaceTrial[] trials, Light light, ToDoubleFunction<PlaceScores> of) {
    return Mean.of(
        Arrays.stream(trials).mapToDouble(t -> of.applyAsDouble(t.scores().get(light))).toArray(),
        0,
        1);
  }
}
