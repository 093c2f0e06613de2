package io.flyball.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.flyball.cli.deploy.Dashboards;
import io.flyball.cli.run.Report;
import io.flyball.cli.run.SmallSamples;
import io.flyball.console.Browser;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.Decision;
import io.flyball.schemas.LoopMetric;
import io.flyball.schemas.ModeDiversity;
import io.flyball.schemas.ModeRates;
import io.flyball.schemas.ModeState;
import io.flyball.schemas.PolicySnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
  private static final Pattern IN_BAND = Pattern.compile("in band (\\d+)% of the time");

  private static final WatchedMachines MACHINES = new WatchedMachines();

  @TempDir static Path folder;
  private static ServedRun run;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    List<String> settings = new ArrayList<>(WatchedMachines.SETTINGS);
    // Decisions are resolved while the page is looked at, not after thirty days.
    settings.addAll(List.of("--set=bandit.out-of-orderness=1 h", "--set=bandit.window=10 min"));
    run = ServedRun.start(folder, ROWS, settings);
    MACHINES.show(run);
    // Somebody sends a record that no job can use, and steers a policy.
    run.post(
        "/v1/beacon/signals?k=",
        "{\"id\":\"s-1\",\"user\":\"u1\",\"kind\":\"RATING\",\"item\":\"i\"}");
    run.post("/v1/control/bandit", "{\"parameters\":{\"window\":\"30 min\"},\"author\":\"ann\"}");
  }

  @AfterAll
  static void aRunThatServesEndsWhenToldToAndLeavesNothing() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
    if (run != null) {
      run.endAndAssertThatNothingIsLeft();
    }
  }

  private static void open(String path) {
    if (browser == null) {
      browser = Browser.before(run.gateway());
    }
    browser.open(path);
    browser.await("#stream[data-stream=live]");
  }

  @Test
  void aRunThatServesReportsWhatIsDoneAndStaysUp() throws IOException {
    assertThat(run.process().out().await(line -> line.contains("records in topics")))
        .startsWith("  ok");
    Report soFar = run.report();
    assertThat(soFar.brokenLaws()).isEmpty();
    assertThat(soFar.json().get("inputs").asLong()).isEqualTo(SmallSamples.records(ROWS, ROWS));
    assertThat(soFar.count("EXPOSURES_PENDING")).isPositive();
    // The modelled camera's loop reaches the band; a busy machine lets it leave now and then. No
    // camera that has ended is silent.
    String lines = soFar.json().at("/jobs/bias/lines").toString();
    assertThat(Integer.parseInt(ServedRun.found(IN_BAND, lines, 1))).as(lines).isGreaterThan(75);
    assertThat(soFar.json().get("alerts").toString()).doesNotContain("bias ");
    assertThat(run.records("feedback.exposures")).hasSize(2 * ROWS);
    assertThat(run.process().process().isAlive()).isTrue();
  }

  @Test
  void everyMetricOfTheDashboardsIsThere() {
    Set<String> shown = Dashboards.metrics();
    // There is none where no schema registry is configured.
    assertThat(shown.removeIf(metric -> metric.endsWith("_SCHEMA_REGISTRY_DOWN"))).isTrue();
    assertThat(run.metrics()).extracting(each -> each.split("[{ ]", 2)[0]).containsAll(shown);
  }

  @Test
  void theOverviewKnowsTheJobsAndTheRecordsOfEveryTopic() {
    open("/");
    browser.await("[data-tile=jobs] .value", "\\d+ of \\d+");
    int exposures = run.records("feedback.exposures").size();
    String cell = "[data-panel=topics] tr[data-key='feedback.exposures'] td[data-col=records]";
    browser.await(cell);
    // Marks of transactions take offsets, too.
    assertThat(Integer.parseInt(browser.text(cell).replace(",", "")))
        .isGreaterThanOrEqualTo(exposures);
  }

  @Test
  void aPolicysDecisionsSnapshotAndSharesAreTheTopics() {
    List<Decision> all = run.topic("bandit.decisions", Decision.class);
    String policy = all.get(0).getPolicy();
    List<Decision> own = all.stream().filter(d -> d.getPolicy().equals(policy)).toList();
    open("/console/bandit?policy=" + policy);
    browser.await("[data-tile=decisions] .value", grouped(own.size()));
    String arm = browser.attribute("[data-panel=arms] tbody tr", "data-key");
    long shown = own.stream().filter(d -> d.getArm().equals(arm)).count();
    browser.await("[data-panel=arms] tbody tr td[data-col=shown]", grouped(shown));
    run.topic("bandit.snapshots", PolicySnapshot.class).stream()
        .filter(s -> s.getPolicy().equals(policy) && s.getShard() == -1)
        .mapToLong(PolicySnapshot::getVersion)
        .max()
        .ifPresent(v -> browser.await("[data-tile=version] .value", Long.toString(v)));
  }

  @Test
  void theCamerasCommandsAreTheTopics() {
    long own =
        run.topic("camera.commands", BiasCommand.class).stream()
            .filter(command -> command.getCamera().equals("modelled"))
            .count();
    open("/console/camera?camera=modelled");
    browser.await("[data-tile=commands] .value", Long.toString(own));
    browser.await("[data-panel=rate] canvas");
  }

  @Test
  void windowsThatAreStillOpenAreShownSoFar() {
    List<LoopMetric> gini =
        run.topic("loop.early", LoopMetric.class).stream()
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
            run.topic("modes.states", ModeState.class).stream()
                        .filter(state -> state.getSegment().equals(line))
                        .count()
                    == MACHINES.past()
                && !newest(line).isEmpty());
    ModeRates rates = newest(line).get(0);
    ModeDiversity used =
        run.topic("modes.diversity", ModeDiversity.class).stream()
            .filter(row -> row.getScope().equals("segment/" + line))
            .max(Comparator.comparing(ModeDiversity::getTime))
            .orElseThrow();
    ModeState hidden =
        run.topic("modes.states", ModeState.class).stream()
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
    return run.topic("modes.rates", ModeRates.class).stream()
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
    Journey person = new Journey(run.gateway(), browser);
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
