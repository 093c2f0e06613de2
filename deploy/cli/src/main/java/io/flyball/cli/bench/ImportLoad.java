package io.flyball.cli.bench;

import io.flyball.connectors.file.KindNames;
import io.flyball.connectors.file.LogKind;
import io.flyball.connectors.file.LogLayout;
import io.flyball.connectors.text.TextOptions;
import io.flyball.core.random.Draws;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A log of events as other systems write them: a CSV file in no order of time. */
final class ImportLoad {
  private static final int USERS = 100_000;
  private static final int ITEMS = 50_000;
  private static final long START = 1_700_000_000_000L;
  private static final long SPAN = 60L * 86_400_000;
  private static final List<String> EVENTS =
      List.of("view", "view", "view", "view", "view", "view", "open", "open", "cart", "order");

  private ImportLoad() {}

  /** Writes a log; popular items are more frequent, as cubed uniform draws are. */
  static Path write(Path folder, String name, long rows, long seed) throws IOException {
    Path file = folder.resolve(name);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("timestamp,visitor,event,product\n");
      for (long i = 0; i < rows; i++) {
        double u = Draws.uniform(seed, 1, i);
        out.write(Long.toString(START + (long) (SPAN * Draws.uniform(seed, 0, i))));
        out.write(",v" + (long) (USERS * Draws.uniform(seed, 2, i)));
        out.write("," + EVENTS.get((int) (EVENTS.size() * Draws.uniform(seed, 3, i))));
        out.write(",p" + (long) (ITEMS * u * u * u) + "\n");
      }
    }
    return file;
  }

  /** How the log is read. */
  static LogLayout layout() {
    TextOptions options =
        new TextOptions(
            null,
            null,
            null,
            List.of(),
            null,
            Map.of("user", "visitor", "item", "product", "time", "timestamp", "kind", "event"),
            null,
            null,
            false,
            true);
    return new LogLayout(
        LogKind.INTERACTIONS,
        options,
        new KindNames(
            Map.of("view", "VIEW", "open", "CLICK", "cart", "CART", "order", "CONVERSION")),
        List.of(),
        null,
        Map.of(),
        Map.of());
  }
}
