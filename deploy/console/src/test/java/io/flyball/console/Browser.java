package io.flyball.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real Chromium before a console, which reaches no host but 127.0.0.1. One for the tests of a
 * JVM, one console after the other; it ends with the JVM.
 */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Selenium's own half second is longer than most waits. */
  private static final Duration POLL = Duration.ofMillis(50);

  private static ChromeDriver shared;

  private final ChromeDriver driver;
  private final String root;

  private Browser(ChromeDriver driver, String root) {
    this.driver = driver;
    this.root = root;
  }

  /**
   * Starts one; the test is skipped where there is none, and fails so under {@code CI=true}.
   *
   * @param root address of the gateway, without a slash at its end
   */
  public static synchronized Browser before(String root) {
    if (shared == null) {
      shared = started();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::quit, "end-of-browser"));
    }
    // Cookies know no ports.
    shared.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    Browser browser = new Browser(shared, root);
    browser.errors();
    browser.size(1440, 900);
    browser.prefers("light", "no-preference");
    return browser;
  }

  private static ChromeDriver started() {
    BrowserBinary binary = BrowserBinary.require();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(binary.browser().toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--hide-scrollbars",
        "--lang=en",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(binary.driver().toString()))
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options);
  }

  /** Opens a path of the gateway. */
  public void open(String path) {
    driver.get(root + path);
  }

  public String url() {
    return driver.getCurrentUrl().substring(root.length());
  }

  public String title() {
    return driver.getTitle();
  }

  /** The size of the page in pixels, whatever the least size of a window is. */
  public void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Whether the page asks for light or dark, and for reduced motion. */
  public void prefers(String scheme, String motion) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", motion))));
  }

  /** Shows the page as it is on paper, or on a screen again. */
  public void onPaper(boolean paper) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia", Map.of("media", paper ? "print" : "screen"));
  }

  /** Text of the first element of a selector; empty where there is none now. */
  public String text(String selector) {
    try {
      List<WebElement> found = driver.findElements(By.cssSelector(selector));
      return found.isEmpty() ? "" : found.get(0).getText();
    } catch (StaleElementReferenceException e) {
      return ""; // drawn again meanwhile
    }
  }

  public String attribute(String selector, String name) {
    Object value =
        script(
            "const e = document.querySelector(arguments[0]); return e && e.getAttribute(arguments[1]);",
            selector,
            name);
    return value == null ? "" : value.toString();
  }

  /** Waits for an element. */
  public void await(String selector) {
    await(selector, ".*");
  }

  /** Waits until an element's text matches a regular expression. */
  public void await(String selector, String regex) {
    try {
      new WebDriverWait(driver, PATIENCE, POLL)
          .until(
              d ->
                  !d.findElements(By.cssSelector(selector)).isEmpty()
                      && text(selector).matches("(?s)" + regex));
    } catch (org.openqa.selenium.TimeoutException e) {
      throw new AssertionError(
          selector + " is not \"" + regex + "\" within a minute; the page says:\n" + text("body"),
          e);
    }
  }

  /** Waits until no part of the page still reads. */
  public void awaitQuiet() {
    new WebDriverWait(driver, PATIENCE, POLL)
        .until(d -> d.findElements(By.cssSelector("[data-state=loading]")).isEmpty());
  }

  public void click(String selector) {
    await(selector);
    script("document.querySelector(arguments[0]).click()", selector);
  }

  /** Presses keys one after the other, as a person does who types them. */
  public void press(CharSequence... keys) {
    Actions actions = new Actions(driver);
    for (CharSequence key : keys) {
      actions.sendKeys(key);
    }
    actions.perform();
  }

  /** Types into a field in place of what it holds. */
  public void type(String selector, String text) {
    await(selector);
    WebElement field = driver.findElement(By.cssSelector(selector));
    field.clear();
    field.sendKeys(text);
  }

  /** Chooses an option of a list. */
  public void choose(String selector, String value) {
    await(selector);
    script(
        "const e = document.querySelector(arguments[0]); e.value = arguments[1];"
            + " e.dispatchEvent(new Event('change', {bubbles: true}));",
        selector,
        value);
  }

  public Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What axe finds wrong with the page, a line each: rule, place, what to do. */
  @SuppressWarnings("unchecked")
  public List<String> violations() {
    try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      script(new String(axe.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then("
                + " r => done(r.violations.flatMap(v => v.nodes.map("
                + " n => v.id + ' at ' + n.target.join(' ') + ': ' + n.failureSummary))),"
                + " e => done(['axe failed: ' + e]));");
    if (found == null) {
      throw new JavascriptException("axe answered nothing");
    }
    return (List<String>) found;
  }

  /**
   * Errors that the page wrote to the browser's console since the last time, but for failed
   * requests.
   */
  public List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(entry -> entry.getMessage())
        .filter(message -> !message.contains("Failed to load resource"))
        .filter(message -> !message.contains("net::ERR_"))
        .toList();
  }

  /** Writes a picture of the whole page, however long it is. */
  public void picture(Path file) {
    Object height = script("return document.documentElement.scrollHeight");
    Object width = script("return innerWidth");
    size(((Number) width).intValue(), ((Number) height).intValue());
    // Two frames: one to lay out, one to draw the charts in their new size.
    driver.executeAsyncScript(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    size(((Number) width).intValue(), 900);
  }

  @Override
  public void close() {
    driver.get("about:blank");
  }
}
