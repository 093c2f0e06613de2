package io.flyball.core.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Lines of the files beside the tests. */
public final class Resources {
  private Resources() {}

  public static List<String> lines(String name) {
    try (InputStream raw = Resources.class.getResourceAsStream(name);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows of a table without its heading. */
  public static List<String[]> rows(String name) {
    return lines(name).stream().skip(1).map(line -> line.split(",", -1)).toList();
  }
}
