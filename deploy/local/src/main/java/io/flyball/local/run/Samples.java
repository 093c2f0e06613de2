package io.flyball.local.run;

import io.flyball.connectors.file.FileRecord;
import io.flyball.connectors.file.MintLog;
import io.flyball.connectors.file.MovieTweetingsLog;
import io.flyball.connectors.file.OpenBanditLog;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The real logs that ship with Flyball, as one stream in the order of event time. */
public final class Samples {
  private static final String CAMPAIGN = "men";

  /** Episodes of other limits are the same tasks again. */
  private static final int MINT_TURNS = 5;

  private Samples() {}

  /** The folder beside the launcher. */
  public static Path home() {
    return Path.of(System.getProperty("flyball.home", ".")).resolve("samples");
  }

  /** The recording of an event camera. */
  public static Path recording(Path folder) {
    return require(folder.resolve("cameras/davis346_1s.aedat4"));
  }

  /**
   * Reads every sample.
   *
   * @throws UserError when one is missing or broken
   */
  public static List<FileRecord> load(Path folder) {
    List<FileRecord> records = new ArrayList<>();
    Path ratings = require(folder.resolve("movietweetings/ratings.dat.gz"));
    Path random = require(folder.resolve("obd/random/men.csv.gz"));
    Path bts = require(folder.resolve("obd/bts/men.csv.gz"));
    Path turns = require(folder.resolve("mint/turns.csv.gz"));
    read(records, ratings, MovieTweetingsLog::read);
    read(records, random, file -> OpenBanditLog.read(file, "random", CAMPAIGN));
    read(records, bts, file -> OpenBanditLog.read(file, "bts", CAMPAIGN));
    read(records, turns, file -> MintLog.read(file, MINT_TURNS));
    // Stable: a click stays behind its impression, whose time it bears.
    records.sort(Comparator.comparing(FileRecord::time));
    return records;
  }

  private interface Log {
    Stream<FileRecord> read(Path file) throws IOException;
  }

  private static void read(List<FileRecord> into, Path file, Log log) {
    try (Stream<FileRecord> records = log.read(file)) {
      records.forEach(into::add);
    } catch (IOException | RuntimeException e) {
      throw UserError.causedBy("cannot read the sample " + file, e);
    }
  }

  private static Path require(Path file) {
    if (!Files.isReadable(file)) {
      throw new UserError(
          String.format(
                  Locale.ROOT,
                  "the sample %s is missing: start ./flyball from its own checkout, or name the"
                      + " folder with",
                  file)
              + " --samples");
    }
    return file;
  }
}
