package io.flyball.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The heads of the logs that ship with Flyball, in a folder of the same layout. */
public final class SmallSamples {
  static final String RATINGS = "movietweetings/ratings.dat.gz";
  static final String RANDOM = "obd/random/men.csv.gz";
  static final String BTS = "obd/bts/men.csv.gz";

  static final String RECORDING = "cameras/davis346_1s.aedat4";
  static final String MINT = "mint/turns.csv.gz";
  static final String GATE = "gate/drawn.jsonl.gz";
  static final String DATALOOP = "dataloop/drawn.jsonl.gz";

  /** Episodes that end within so many rows of the log. */
  static final int TURNS = 40;

  /** Lines of each of the two drawn logs. */
  static final int DRAWN = 120;

  private SmallSamples() {}

  /**
   * Writes the heads.
   *
   * @param ratings film ratings to take
   * @param impressions rows to take of each of the two logs of impressions
   */
  public static Path write(Path folder, int ratings, int impressions) throws IOException {
    write(folder.resolve(RATINGS), head(RATINGS, ratings));
    // One more: their first line names the columns.
    write(folder.resolve(RANDOM), head(RANDOM, impressions + 1));
    write(folder.resolve(BTS), head(BTS, impressions + 1));
    write(folder.resolve(MINT), turns());
    write(folder.resolve(GATE), head(GATE, DRAWN));
    write(folder.resolve(DATALOOP), head(DATALOOP, DRAWN));
    Files.createDirectories(folder.resolve(RECORDING).getParent());
    Files.copy(shipped(RECORDING), folder.resolve(RECORDING));
    Files.copy(shipped("run.yaml"), folder.resolve("run.yaml"));
    return folder;
  }

  /** How many of so many rows of each log of impressions are clicks. */
  static long clicks(int impressions) throws IOException {
    long clicks = 0;
    for (String log : List.of(RANDOM, BTS)) {
      clicks +=
          head(log, impressions + 1).stream()
              .skip(1)
              .filter(row -> row.split(",", -1)[4].equals("1"))
              .count();
    }
    return clicks;
  }

  /** How many records a run makes of the heads: of an impression, its request and its exposure. */
  public static long records(int ratings, int impressions) throws IOException {
    return ratings + 4L * impressions + clicks(impressions) + TURNS + 2 * DRAWN;
  }

  /** Turns of the first episodes with five turns. */
  private static List<String> turns() throws IOException {
    List<String> all = head(MINT, Integer.MAX_VALUE);
    List<String> some = new ArrayList<>(all.subList(0, 1));
    all.stream().filter(row -> row.split(",", -1)[3].equals("5")).limit(TURNS).forEach(some::add);
    return some;
  }

  /** The first lines of a shipped log. */
  static List<String> head(String file, int lines) throws IOException {
    Path log = shipped(file);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(log)), UTF_8))) {
      return reader.lines().limit(lines).toList();
    }
  }

  private static Path shipped(String file) {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    return module.resolve("../../samples").resolve(file);
  }

  static void write(Path file, List<String> lines) throws IOException {
    Files.createDirectories(file.getParent());
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
    }
  }
}
