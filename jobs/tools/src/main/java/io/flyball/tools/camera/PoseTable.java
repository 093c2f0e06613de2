package io.flyball.tools.camera;

import io.flyball.core.places.PlaceFrame;
import io.flyball.core.places.Positions;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where a camera was, as a table {@code t,x,y}: s from the first event of its recording, and m in
 * any plane. Between two poses the camera moves straight; before the first and behind the last it
 * stands.
 */
@SuppressWarnings("ArrayRecordComponent") // a table; never compared
public record PoseTable(double[] t, double[] x, double[] y) {
  /**
   * Reads a table.
   *
   * @throws UserError which names the line at fault
   */
  public static PoseTable read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": no such file.", e);
    } catch (IOException e) {
      throw UserError.causedBy("cannot read " + file, e);
    }
    List<String> header =
        lines.isEmpty()
            ? List.of()
            : Arrays.stream(lines.get(0).split(",", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    int[] place = {header.indexOf("t"), header.indexOf("x"), header.indexOf("y")};
    if (Arrays.stream(place).anyMatch(k -> k < 0)) {
      throw new UserError(
          file
              + ": poses are a table with a header that names t (s), x and y (m); found '"
              + String.join(",", header)
              + "'.");
    }
    int n = (int) lines.stream().skip(1).filter(line -> !line.isBlank()).count();
    double[][] columns = new double[3][n];
    int row = 0;
    for (int line = 1; line < lines.size(); line++) {
      if (lines.get(line).isBlank()) {
        continue;
      }
      String[] fields = lines.get(line).split(",", -1);
      for (int k = 0; k < 3; k++) {
        columns[k][row] = number(file, line + 1, fields, place[k]);
      }
      if (row > 0 && columns[0][row] <= columns[0][row - 1]) {
        throw new UserError(file + ", line " + (line + 1) + ": times of poses rise.");
      }
      row++;
    }
    if (n == 0) {
      throw new UserError(file + " has no poses below its header.");
    }
    return new PoseTable(columns[0], columns[1], columns[2]);
  }

  private static double number(Path file, int line, String[] fields, int column) {
    try {
      double value = Double.parseDouble(fields[column].strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      // falls through to the one sentence that says what is wrong
    }
    throw new UserError(file + ", line " + line + ": a pose is three numbers t, x and y.");
  }

  /** Where the camera was in the middle of each frame, counted from the first one's begin. */
  public Positions at(List<PlaceFrame> frames) {
    double[] px = new double[frames.size()];
    double[] py = new double[frames.size()];
    long origin = frames.isEmpty() ? 0 : frames.get(0).startUs();
    for (int i = 0; i < px.length; i++) {
      PlaceFrame f = frames.get(i);
      double when = ((f.startUs() - origin) + (f.endUs() - origin)) / 2e6;
      int k = Arrays.binarySearch(t, when);
      int after = k >= 0 ? k : -k - 1;
      int from = Math.max(0, Math.min(t.length - 1, after - 1));
      int to = Math.min(t.length - 1, after);
      double share = to == from ? 0 : (when - t[from]) / (t[to] - t[from]);
      double inside = Math.max(0, Math.min(1, share));
      px[i] = x[from] + inside * (x[to] - x[from]);
      py[i] = y[from] + inside * (y[to] - y[from]);
    }
    return new Positions(px, py);
  }
}
