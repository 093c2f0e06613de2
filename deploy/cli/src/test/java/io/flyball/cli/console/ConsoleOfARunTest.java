package io.flyball.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.flyball.cli.FlyballProcess;
import io.flyball.cli.deploy.Dashboards;
import io.flyball.cli.run.Report;
import io.flyball.cli.run.SmallSamples;
import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.console.Browser;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.Decision;
import io.flyball.schemas.LoopMetric;
import io.flyball.schemas.ModeDiversity;
import io.flyball.schemas.ModeRates;
import io.flyball.schemas.ModeState;
import io.flyball.schemas.PolicySnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All jobs on the heads of the shipped logs, the modelled camera beside them, and the console of
 * {@code run --serve} before all of it: its values are the topics'. With {@code
 * -Dflyball.regenerate=true} the pictures of its page are taken anew.
 */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleOfARunTest {
  private static final int ROWS = 1_500;
  private static final Path PICTURES = Path.of("../../docs/reference/images");
  private static final List<String> PAGES =
      List.of("overview", "bandit", "camera", "loop", "modes", "feedback", "control");
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final Pattern IN_BAND = Pattern.compile("in band (\\d+)% of the time");
  private static final Pattern BROKER = Pattern.compile("Kafka at (127\\.0\\.0\\.1:\\d+)");

  private static final WatchedMachines MACHINES = new WatchedMachines();

  @TempDir static Path folder;
  private static FlyballProcess run;
  private static Browser browser;
  private static String gateway;
  private static String broker;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path samples = SmallSamples.write(folder.resolve("samples"), ROWS, ROWS);
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                "--serve",
                "--samples",
                samples.toString(),
                "--camera-seconds=10",
                "--report",
                folder.resolve("report.json").toString(),
                // Decisions are resolved while the page is looked at, not after thirty days.
                "--set=bandit.out-of-orderness=1 h",
                "--set=bandit.window=10 min"));
    args.addAll(WatchedMachines.SETTINGS);
    run = FlyballProcess.start(args.toArray(String[]::new));
    String said =
        run.err().await(line -> line.contains("gateway at") || line.contains("console at"));
    gateway = found(ADDRESS, said, 0);
    broker = found(BROKER, run.err().await(line -> line.contains("Kafka at")), 1);
    run.err().await(line -> line.contains("serving"));
    watchMachines();
    // Somebody sends a record that no job can use, and steers a policy.
    post(
        "/v1/beacon/signals?k=",
        "{\"id\":\"s-1\",\"user\":\"u1\",\"kind\":\"RATING\",\"item\":\"i\"}");
    post("/v1/control/bandit", "{\"parameters\":{\"window\":\"30 min\"},\"author\":\"ann\"}");
  }

  @AfterAll
  static void aRunThatServesEndsWhenToldToAndLeavesNothing() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
    if (run == null) {
      return;
    }
    try (FlyballProcess ending = run) {
      Path data = Path.of(ending.err().await(s -> s.contains("data in ")).split("data in ")[1]);
      List<ProcessHandle> children = ending.children();

      ending.process().destroy();

      assertThat(ending.exitCode()).isEqualTo(128 + 15);
      assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
      assertThat(data).doesNotExist();
      assertThat(ending.err().all()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  private static String found(Pattern pattern, String text, int group) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(group);
  }

  private static void post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway + path))
            .headers("Content-Type", "application/json", "If-Match", "\"0\"")
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private static void watchMachines() throws IOException, InterruptedException {
    double before = taken();
    post("/v1/observations", MACHINES.first());
    // Partitions that still idle would not hold back those that go on.
    Journey.await(
        "the job takes what comes first", () -> taken() >= before + WatchedMachines.OTHERS);
    post("/v1/observations", MACHINES.rest());
  }

  /** Observations that the modes job has taken. */
  private static double taken() {
    return metrics()
        .filter(line -> line.matches(".*_flyball_modes_TAKEN[{ ].*"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Lines for Prometheus. */
  private static Stream<String> metrics() {
    String line = run.err().await(any -> any.startsWith("metrics at "));
    try (InputStream in = URI.create(line.substring("metrics at ".length())).toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8).lines().filter(each -> !each.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All records of a topic. */
  private static <T extends SpecificRecord> List<T> topic(String name, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type, 16 << 20);
    return ReadyBroker.readAll(broker, name).stream()
        .map(r -> codec.decode(new RawRecord(name, 0, 0, 0, r.key(), r.value(), Map.of())))
        .map(decoded -> ((Decoded.Good<T>) decoded).value())
        .toList();
  }

  private static void open(String path) {
    if (browser == null) {
      browser = Browser.before(gateway);
    }
    browser.open(path);
    browser.await("#stream[data-stream=live]");
  }

  @Test
  void aRunThatServesReportsWhatIsDoneAndStaysUp() throws IOException {
    assertThat(run.out().await(line -> line.contains("records in topics"))).startsWith("  ok");
    Report soFar = Report.parse(Files.readString(folder.resolve("report.json")));
    assertThat(soFar.brokenLaws()).isEmpty();
    assertThat(soFar.json().get("inputs").asLong()).isEqualTo(SmallSamples.records(ROWS, ROWS));
    assertThat(soFar.count("EXPOSURES_PENDING")).isPositive();
    // The modelled camera's loop reaches the band; a busy machine lets it leave now and then. No
    // camera that has ended is silent.
    String lines = soFar.json().at("/jobs/bias/lines").toString();
    assertThat(Integer.parseInt(found(IN_BAND, lines, 1))).as(lines).isGreaterThan(75);
    assertThat(soFar.json().get("alerts").toString()).doesNotContain("bias ");
    assertThat(ReadyBroker.readAll(broker, "feedback.exposures")).hasSize(2 * ROWS);
    assertThat(run.process().isAlive()).isTrue();
  }

  @Test
  void everyMetricOfTheDashboardsIsThere() {
    Set<String> shown = Dashboards.metrics();
    // There is none where no schema registry is configured.
    assertThat(shown.removeIf(metric -> metric.endsWith("_SCHEMA_REGISTRY_DOWN"))).isTrue();
    assertThat(metrics()).extracting(each -> each.split("[{ ]", 2)[0]).containsAll(shown);
  }

  @Test
  void theOverviewKnowsTheJobsAndTheRecordsOfEveryTopic() {
    open("/");
    browser.await("[data-tile=jobs] .value", "\\d+ of \\d+");
    int exposures = ReadyBroker.readAll(broker, "feedback.exposures").size();
    String cell = "[data-panel=topics] tr[data-key='feedback.exposures'] td[data-col=records]";
    browser.await(cell);
    // Marks of transactions take offsets, too.
    assertThat(Integer.parseInt(browser.text(cell).replace(",", "")))
        .isGreaterThanOrEqualTo(exposures);
  }

  @Test
  void aPolicysDecisionsSnapshotAndSharesAreTheTopics() {
    List<Decision> all = topic("bandit.decisions", Decision.class);
    String policy = all.get(0).getPolicy();
    List<Decision> own = all.stream().filter(d -> d.getPolicy().equals(policy)).toList();
    open("/console/bandit?policy=" + policy);
    browser.await("[data-tile=decisions] .value", grouped(own.size()));
    String arm = browser.attribute("[data-panel=arms] tbody tr", "data-key");
    long shown = own.stream().filter(d -> d.getArm().equals(arm)).count();
    browser.await("[data-panel=arms] tbody tr td[data-col=shown]", grouped(shown));
    topic("bandit.snapshots", PolicySnapshot.class).stream()
        .filter(s -> s.getPolicy().equals(policy) && s.getShard() == -1)
        .mapToLong(PolicySnapshot::getVersion)
        .max()
        .ifPresent(v -> browser.await("[data-tile=version] .value", Long.toString(v)));
  }

  @Test
  void theCamerasCommandsAreTheTopics() {
    long own =
        topic("camera.commands", BiasCommand.class).stream()
            .filter(command -> command.getCamera().equals("modelled"))
            .count();
    open("/console/camera?camera=modelled");
    browser.await("[data-tile=commands] .value", Long.toString(own));
    browser.await("[data-panel=rate] canvas");
  }

  @Test
  void windowsThatAreStillOpenAreShownSoFar() {
    List<LoopMetric> gini =
        topic("loop.early", LoopMetric.class).stream()
            .filter(m -> m.getScope().equals("all"))
            .filter(m -> m.getMetric().equals("exposure.GINI_OVER_N") && m.getValue() != null)
            .toList();
    double newest = gini.get(gini.size() - 1).getValue();
    open("/console/loop?scope=all&of=exposure");
    browser.await("[data-panel=concentration] .legend", "(?s).*so far.*");
    String shown = browser.text("[data-panel=concentration] [data-last='Gini over n, so far']");
    assertThat(Double.parseDouble(shown)).isCloseTo(newest, within(1e-3));
  }

  @Test
  void theModesOfMachinesAreTheTopics() throws IOException {
    String line = WatchedMachines.SEGMENT;
    Journey.await(
        "every look of the past has its state, and its window its rates",
        () ->
            topic("modes.states", ModeState.class).stream()
                        .filter(state -> state.getSegment().equals(line))
                        .count()
                    == MACHINES.past()
                && !newest(line).isEmpty());
    ModeRates rates = newest(line).get(0);
    ModeDiversity used =
        topic("modes.diversity", ModeDiversity.class).stream()
            .filter(row -> row.getScope().equals("segment/" + line))
            .max(Comparator.comparing(ModeDiversity::getTime))
            .orElseThrow();
    ModeState hidden =
        topic("modes.states", ModeState.class).stream()
            .filter(state -> state.getEntity().equals("m9"))
            .max(Comparator.comparing(ModeState::getTime))
            .orElseThrow();
    open("/console/modes?segment=" + line + "&entity=m9");
    browser.await("tr[data-key=m9] td[data-col=mode]", "mode " + hidden.getMode());
    assertThat(shown("[data-panel=entity] [data-last='mode " + hidden.getMode() + "']"))
        .isCloseTo(hidden.getPosterior().get(hidden.getMode()), within(1e-3));
    browser.await("[data-tile=relaxation] .value", "\\d.*");
    assertThat(shown("[data-tile=relaxation] .value"))
        .isCloseTo(rates.getRelaxationTime(), withinPercentage(.1));
    assertThat(shown("[data-panel=rates] tr[data-key='0'] td[data-col=to1]"))
        .isCloseTo(rates.getRates().get(1), withinPercentage(.1));
    browser.await("[data-tile=effective] .value", "\\d.*");
    assertThat(shown("[data-tile=effective] .value"))
        .isCloseTo(used.getEffectiveModes(), withinPercentage(.1));
    pictures("modes");
  }

  private static double shown(String selector) {
    return Double.parseDouble(browser.text(selector));
  }

  /** The rates of a segment at the end of the machines' last window. */
  private static List<ModeRates> newest(String segment) {
    return topic("modes.rates", ModeRates.class).stream()
        .filter(row -> row.getSegment().equals(segment))
        .filter(row -> row.getTime().equals(MACHINES.lastWindow()))
        .toList();
  }

  @Test
  void noEquationOfTheJobsIsBroken() {
    open("/console/feedback");
    browser.awaitQuiet();
    assertThat(browser.text("[data-panel=equations]")).isNotEmpty().doesNotContain("broken");
  }

  /**
   * No class of ours on any path: HTTP, and what the pages show. What is sent is of today, so it
   * comes after the tests of the logs.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void aPersonWithAnHttpClientAndABrowserClosesTheLoop() throws IOException {
    Journey person = new Journey(gateway, browser);
    person.showsAndClicks();
    person.decidesAndRewards();
    person.watchesThePolicyLearn();
    person.opensTheEvidenceOfAnAlarm();
    person.replaysADeadLetter();
    person.steersThePolicy();
    pictures("overview", "bandit", "feedback", "control");
  }

  @Test
  void everyPageIsWholeInBothThemes() {
    for (String page : PAGES) {
      for (String theme : new String[] {"light", "dark"}) {
        open("/console/" + page + "?theme=" + theme);
        browser.await("main h1");
        browser.awaitQuiet();
        assertThat(browser.violations()).as(page + ", " + theme).isEmpty();
        assertThat(browser.errors()).as(page + ", " + theme).isEmpty();
      }
    }
  }

  @Test
  void picturesOfWhatTheLogsShow() throws IOException {
    pictures("camera", "loop");
  }

  private static void pictures(String... pages) throws IOException {
    for (String page : pages) {
      String theme = page.equals("bandit") || page.equals("loop") ? "dark" : "light";
      open("/console/" + page + "?theme=" + theme);
      browser.awaitQuiet();
      Path file =
          Boolean.getBoolean("flyball.regenerate")
              ? PICTURES.resolve("console-" + page + ".png")
              : folder.resolve(page + ".png");
      browser.picture(file);
      assertThat(file).isNotEmptyFile();
      assertThat(PICTURES.resolve("console-" + page + ".png")).exists();
    }
  }

  private static String grouped(long count) {
    return String.format(java.util.Locale.ROOT, "%,d", count);
  }
}
