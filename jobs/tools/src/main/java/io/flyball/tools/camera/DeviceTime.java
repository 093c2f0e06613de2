package io.flyball.tools.camera;

import io.flyball.jobs.runtime.config.DurationText;
import io.flyball.tools.UserError;

/** Lengths of device time as options give them. */
public final class DeviceTime {
  private DeviceTime() {}

  /** A length in µs, at least {@code least} ms; a mistake is one of the command line. */
  public static long micros(String option, String text, long least) {
    try {
      if (least == 0 && text.strip().matches("0+")) {
        return 0;
      }
      long millis = DurationText.parse(text).toMillis();
      if (millis < least || millis > Long.MAX_VALUE / 2000) {
        throw new IllegalArgumentException("\"" + text + "\" is not at least " + least + " ms");
      }
      return millis * 1000;
    } catch (IllegalArgumentException e) {
      throw UserError.usage(
          option + ": " + e.getMessage() + "; write it as 300ms, 1s or 2 min, for example.");
    }
  }
}
