package io.flyball.console;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser and the driver of this machine: {@code FLYBALL_BROWSER}, else Chromium or Chrome on
 * the path; chromedriver beside it or on the path.
 *
 * @param browser its executable
 * @param driver of the same version
 */
record BrowserBinary(Path browser, Path driver) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** Skips the test where there is no browser; under {@code CI=true} it fails. */
  static BrowserBinary require() {
    String named = System.getenv("FLYBALL_BROWSER");
    Optional<Path> browser =
        named == null || named.isEmpty()
            ? NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst()
            : Optional.of(Path.of(named)).filter(Files::isExecutable);
    Optional<Path> driver =
        browser
            .map(found -> found.resolveSibling("chromedriver"))
            .filter(Files::isExecutable)
            .or(() -> onPath("chromedriver"));
    if (browser.isPresent() && driver.isPresent()) {
      return new BrowserBinary(browser.get(), driver.get());
    }
    String why =
        "no "
            + (browser.isEmpty() ? "browser" : "chromedriver")
            + " found: install chromium and chromium-driver, or name a Chromium in FLYBALL_BROWSER";
    if ("true".equals(System.getenv("CI"))) {
      return fail(why);
    }
    return abort(why);
  }

  private static Optional<Path> onPath(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> places = Arrays.stream(path.split(File.pathSeparator, -1)).map(Path::of);
    return places.map(place -> place.resolve(name)).filter(Files::isExecutable).findFirst();
  }
}
