package io.flyball.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How fast recorded events are replayed. */
public final class SpeedOption {
  @Option(
      names = "--speed",
      paramLabel = "X|max",
      defaultValue = "max",
      converter = Factor.class,
      description = "Seconds of event time replayed in a second, or max (the default).")
  private double factor;

  /** Infinite for as fast as it goes. */
  public double factor() {
    return factor;
  }

  private static final class Factor implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      if (text.equals("max")) {
        return Double.POSITIVE_INFINITY;
      }
      try {
        double factor = Double.parseDouble(text);
        if (factor > 0 && !Double.isInfinite(factor)) {
          return factor;
        }
      } catch (NumberFormatException e) {
        // Falls through to the same sentence.
      }
      throw new TypeConversionException(
          "--speed is " + text + "; allowed are a positive number and max");
    }
  }
}
