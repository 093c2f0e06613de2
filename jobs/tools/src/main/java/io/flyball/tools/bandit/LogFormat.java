package io.flyball.tools.bandit;

import io.flyball.connectors.file.DecisionLayout;
import io.flyball.connectors.text.TextFile;
import io.flyball.connectors.text.TextOptions;
import io.flyball.tools.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** What the files of a log of decisions are. */
public enum LogFormat {
  /** Outcomes of the bandit job, as Avro or JSON lines. */
  FLYBALL,
  /** CSV in the form of the Open Bandit Dataset. */
  OPEN_BANDIT,
  /** Decisions of Vowpal Wabbit and Personalizer. */
  DSJSON,
  /** The same with several slots a decision: CCB and slates. */
  DSJSON_SLATES,
  /** Text examples of Vowpal Wabbit; never detected. */
  VW,
  /** Any table: CSV, JSON lines and what else import reads. */
  TABLE;

  private static final Pattern OWN = Pattern.compile("^\\s*\\{\\s*\"type\"\\s*:\\s*\"\\w+\".*");
  private static final Pattern OPEN_BANDIT_NAME = Pattern.compile(".*\\.csv(\\.gz|\\.zst)?");
  private static final byte[] AVRO = {'O', 'b', 'j', 1};
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

  /**
   * How a log is read.
   *
   * @param format null to detect it
   * @param text how a table is read
   * @param candidate column of the candidate's probabilities; null for none
   * @param shownOnly whether that is of the arm shown alone
   * @param position of an Open Bandit log: only rows of this one
   * @param actions of text examples without a line for each action; 0 where they have one
   */
  public record Options(
      LogFormat format,
      TextOptions text,
      String candidate,
      boolean shownOnly,
      OptionalInt position,
      int actions) {
    static Options detected(OptionalInt position) {
      TextOptions text = new TextOptions(null, null, Map.of(), null, null, false);
      return new Options(null, text, null, false, position, 0);
    }

    DecisionLayout layout(boolean dsjson) {
      return DecisionLayout.of(text, candidate, shownOnly, dsjson);
    }

    private boolean maps() {
      return candidate != null || !text.columns().isEmpty();
    }
  }

  /** The name: flyball, open-bandit, dsjson, dsjson-slates, vw or table. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The format of a name. */
  public static LogFormat parse(String text) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "--format is "
                        + Arrays.stream(values())
                            .map(LogFormat::label)
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + text
                        + "'"));
  }

  /** The files of a path; of a folder those that are not hidden, by name. */
  static List<Path> files(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new UserError("there is no file or folder " + path);
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> files =
          entries
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              // Describes the items; no decisions.
              .filter(file -> !file.getFileName().toString().startsWith("item_context."))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new UserError("the folder " + path + " holds no file");
      }
      return files;
    }
  }

  /** What all files are; a mixture is refused. */
  static LogFormat of(Path path, List<Path> files, Options options) throws IOException {
    if (options.format() != null) {
      return options.format();
    }
    LogFormat first = of(files.get(0), options);
    for (Path file : files) {
      LogFormat other = of(file, options);
      if (other != first) {
        throw new UserError(
            path
                + " holds files of two formats ("
                + first.label()
                + " and "
                + other.label()
                + "): evaluate them one by one");
      }
    }
    return first;
  }

  private static LogFormat of(Path file, Options options) throws IOException {
    try (TextFile text = TextFile.open(file, options.text().encoding())) {
      if (text.startsWith(AVRO)) {
        return isOwn(text) ? FLYBALL : TABLE;
      }
      if (text.startsWith(PARQUET)) {
        return TABLE;
      }
      String line = firstLine(text);
      if (text.first() == '{') {
        return OWN.matcher(line).matches() && !options.maps()
            ? FLYBALL
            : !line.contains("\"c\"") || !line.contains("_label_")
                ? TABLE
                : line.contains("\"_outcomes\"") ? DSJSON_SLATES : DSJSON;
      }
      boolean columns =
          Stream.of("item_id", "click", "propensity_score")
              .allMatch(name -> List.of(line.split(",")).contains(name));
      boolean named = OPEN_BANDIT_NAME.matcher(file.getFileName().toString()).matches();
      return named && columns && !options.maps() ? OPEN_BANDIT : TABLE;
    }
  }

  private static String firstLine(TextFile text) throws IOException {
    BufferedReader lines = new BufferedReader(text.reader());
    String first = lines.readLine();
    while (first != null && first.isBlank()) {
      first = lines.readLine();
    }
    return first == null ? "" : first;
  }

  private static boolean isOwn(TextFile text) throws IOException {
    try (DataFileStream<GenericRecord> records =
        new DataFileStream<>(text.bytes(), new GenericDatumReader<>())) {
      return "io.flyball.schemas".equals(records.getSchema().getNamespace());
    }
  }
}
