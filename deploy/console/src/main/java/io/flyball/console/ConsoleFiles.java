package io.flyball.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the console: its own pages, styles and modules, and the two libraries they use,
 * which come from their WebJars. Nothing is loaded from another host.
 *
 * <p>A name is one segment of a path. A name without a dot is a page: every page is the same
 * document, which shows what its address says. A file is read once.
 */
public final class ConsoleFiles {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}\\.(html|css|js|svg)");
  private static final Set<String> PAGES =
      Set.of("overview", "bandit", "camera", "loop", "modes", "feedback", "control");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");
  private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "uplot.js", UPLOT + "uPlot.iife.min.js",
          "uplot.css", UPLOT + "uPlot.min.css",
          "preact.js", "META-INF/resources/_static/htm/3.1.1/preact/standalone.module.js");

  private final Map<String, Optional<ConsoleFile>> read = new ConcurrentHashMap<>();

  /**
   * The file of a name.
   *
   * @param name a page, such as {@code bandit}, or a file, such as {@code chart.js}
   * @return empty where the console has none
   */
  public Optional<ConsoleFile> find(String name) {
    if (PAGES.contains(name)) {
      return find("index.html");
    }
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<ConsoleFile> known = read.get(name);
    if (known == null) {
      known = load(name, TYPES.get(parts.group(1)));
      // Names that do not exist are not remembered: there are as many as callers can think of.
      if (known.isPresent()) {
        read.put(name, known);
      }
    }
    return known;
  }

  private static Optional<ConsoleFile> load(String name, String type) {
    String path = LIBRARIES.getOrDefault(name, "io/flyball/console/" + name);
    try (InputStream in = ConsoleFiles.class.getClassLoader().getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(new ConsoleFile(type, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("the console's file " + name + " cannot be read", e);
    }
  }
}
