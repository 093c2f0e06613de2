package io.flyball.jobs.modes;

import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.modes.RateMatrix;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The {@code modes.hmm} section: hidden modes behind symbols. */
public record HmmConfig(
    @Key(
            min = "0",
            max = "1",
            meaning =
                "Law of the first hidden mode, S numbers, 2 <= S <= 12; empty for no model:"
                    + " symbols are then dead letters (MODEL_MISMATCH).")
        List<Double> initial,
    @Key(
            min = "0",
            max = "1",
            meaning = "Probability of each mode one symbol after each other, S x S, row by row.")
        List<Double> transition,
    @Key(
            min = "0",
            max = "1",
            meaning = "Probability of each symbol in each mode, S x K, row by row.")
        List<Double> emission,
    @Key(
            meaning =
                "Jumps a unit of time from each mode to each other, S x S, row by row, rows of sum"
                    + " 0: the step over a gap is then exp(Q gap). Empty for steps of equal length.")
        List<Double> rates,
    @Key(value = "1 min", min = "1 ms", meaning = "Unit of time of the rates.") Duration unit,
    @Key(value = "true", meaning = "Whether a change of a hidden mode is an alert (MODE_CHANGED).")
        boolean alerts,
    @Key(
            value = "0.9",
            min = "0",
            max = "1",
            meaning = "A change is an alert only from this probability of the new mode on.")
        double sure,
    @Key(
            value = "0",
            min = "0",
            max = "10000",
            meaning =
                "Symbols of an entity and window that the model of its segment is learned from;"
                    + " 0 learns nothing. What is learned stands in modes.rates and steers nothing.")
        int learnEach,
    @Key(
            value = "10000",
            min = "1",
            max = "1000000",
            meaning = "Symbols of a segment and window that its model is learned from.")
        int learnMost)
    implements Serializable {

  public HmmConfig {
    try {
      model(initial, transition, emission, rates);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("initial", initial, "a model: " + e.getMessage());
    }
  }

  /** The configured model; empty for none. */
  Optional<HiddenMarkovModel> model() {
    return model(initial, transition, emission, rates);
  }

  /** The model of lists; what does not fit is an {@link IllegalArgumentException}. */
  static Optional<HiddenMarkovModel> model(
      List<Double> initial, List<Double> transition, List<Double> emission, List<Double> rates) {
    int states = initial.size();
    if (states == 0) {
      if (!transition.isEmpty() || !emission.isEmpty() || !rates.isEmpty()) {
        throw new IllegalArgumentException("it has other numbers, but hmm.initial is empty");
      }
      return Optional.empty();
    }
    double[] first = initial.stream().mapToDouble(Double::doubleValue).toArray();
    double[][] steps = rows("hmm.transition", transition, states, transition.size() / states);
    double[][] shown = rows("hmm.emission", emission, states, emission.size() / states);
    Optional<RateMatrix> q =
        rates.isEmpty()
            ? Optional.empty()
            : Optional.of(RateMatrix.of(rows("hmm.rates", rates, states, states)));
    return Optional.of(new HiddenMarkovModel(first, steps, shown, q));
  }

  private static double[][] rows(String what, List<Double> numbers, int rows, int length) {
    if (numbers.size() != rows * length || numbers.isEmpty()) {
      throw new IllegalArgumentException(
          what + " has " + numbers.size() + " numbers, which are no " + rows + " equal rows");
    }
    double[][] matrix = new double[rows][length];
    for (int i = 0; i < numbers.size(); i++) {
      matrix[i / length][i % length] = numbers.get(i);
    }
    return matrix;
  }
}
