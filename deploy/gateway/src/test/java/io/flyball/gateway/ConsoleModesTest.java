package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Alert;
import io.flyball.schemas.AlertSeverity;
import io.flyball.schemas.ModeDiversity;
import io.flyball.schemas.ModeRates;
import io.flyball.schemas.ModeState;
import io.flyball.schemas.TippingSigns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page of modes shows is what its topics hold. */
@Timeout(300)
class ConsoleModesTest extends WithConsole {
  private static final String BROKER = SharedBroker.bootstrap();

  private final String segment = "s" + UUID.randomUUID().toString().substring(0, 8);
  private final long now = System.currentTimeMillis() / 60_000 * 60_000;

  private ModeState.Builder state(String entity, int second, int mode) {
    return ModeState.newBuilder()
        .setId(entity + "/" + second)
        .setTime(Instant.ofEpochMilli(now + 1000L * second))
        .setEntity(segment + "-" + entity)
        .setSegment(segment)
        .setMode(mode)
        .setSince(Instant.ofEpochMilli(now));
  }

  private void seen() {
    List<ModeState> all = new ArrayList<>();
    for (int second = 0; second < 40; second++) {
      all.add(
          state("hidden", second, 2)
              .setPosterior(List.of(.05, .1, .85))
              .setEntropy(.52)
              .setSurprise(.75)
              .build());
      all.add(state("seen", second, second < 30 ? 0 : 1).build());
    }
    all.add(state("level", 39, -1).setLevel(7.25).setBurst(true).build());
    LiveRecords.send(BROKER, "modes.states", segment, ModeState.class, all);
  }

  private ModeRates.Builder rates(int minute) {
    return ModeRates.newBuilder()
        .setId(segment + "/" + minute)
        .setTime(Instant.ofEpochMilli(now + 60_000L * minute))
        .setSegment(segment)
        .setMethod("em")
        .setStates(2)
        .setPairs(400);
  }

  private ModeRates identified(int minute, double relaxation) {
    return rates(minute)
        .setRates(List.of(-.25, .25, .5, -.5))
        .setStationary(List.of(2 / 3., 1 / 3.))
        .setRelaxationTime(relaxation)
        .setFirstPassage(List.of(0.0, 4.0, 2.0, 0.0))
        .setEntropyProduction(.125)
        .setDrift(.0625)
        .build();
  }

  private void moved(ModeRates... rows) {
    LiveRecords.send(BROKER, "modes.rates", segment, ModeRates.class, List.of(rows));
  }

  private void used(int minute, Double entropy, Double effective) {
    LiveRecords.send(
        BROKER,
        "modes.diversity",
        segment,
        ModeDiversity.class,
        List.of(
            ModeDiversity.newBuilder()
                .setId("segment/" + segment + "/" + minute)
                .setTime(Instant.ofEpochMilli(now + 60_000L * minute))
                .setScope("segment/" + segment)
                .setModes(4)
                .setAttempts(90)
                .setSuccesses(60)
                .setEntropy(entropy)
                .setEffectiveModes(effective)
                .setScores(Map.of("even", .7))
                .setTipping(
                    List.of(
                        TippingSigns.newBuilder()
                            .setPairs(64)
                            .setVariance(.01)
                            .setHysteresisArea(.375)
                            .setLoopGain(4.5)
                            .build()))
                .build()));
  }

  private Alert alert(String kind, String about, AlertSeverity severity, String evidence) {
    return Alert.newBuilder(LiveRecords.alert(kind + "/" + about, "it is so"))
        .setJob("modes")
        .setKind(kind)
        .setScope(about)
        .setSeverity(severity)
        .setTime(Instant.ofEpochMilli(now + 60_000))
        .setEvidence(List.of(evidence))
        .build();
  }

  private void show(String more) {
    open("/console/modes?segment=" + segment + more);
    browser.await("main h1", "Modes " + segment + ".*");
  }

  @Test
  void eachEntityHasItsNewestStateAndTheSegmentItsOccupancy() {
    seen();
    show("&entity=" + segment + "-hidden");
    String hidden = "tr[data-key='" + segment + "-hidden'] ";
    browser.await("[data-tile=entities] .value", "3");
    browser.await(hidden + "td[data-col=mode]", "mode 2");
    assertThat(browser.text(hidden + "td[data-col=posterior]")).isEqualTo("85 %");
    assertThat(browser.text(hidden + "td[data-col=dwell]")).isEqualTo("39 s");
    assertThat(browser.text(hidden + "td[data-col=surprise]")).startsWith("0.75");
    String seen = "tr[data-key='" + segment + "-seen'] ";
    assertThat(browser.text(seen + "td[data-col=mode]")).isEqualTo("mode 1");
    assertThat(browser.text(seen + "td[data-col=posterior]")).isEqualTo("–");
    String level = "tr[data-key='" + segment + "-level'] ";
    assertThat(browser.text(level + "td[data-col=mode]")).isEqualTo("in a burst");
    assertThat(browser.text(level + "td[data-col=level]")).isEqualTo("7.25");
    browser.await("[data-panel=entity] [data-last='mode 2']", "0\\.85");
    browser.await("[data-panel=occupancy] [data-last='mode 1']", "50");
    browser.await("[data-tile=surprise] .value", "0\\.75");
  }

  @Test
  void anEntityIsChosenInItsRowAndTheAddressSaysWhich() {
    seen();
    show("");
    browser.click("tr[data-key='" + segment + "-level'] a");
    browser.await("[data-panel=entity] h2", "Entity " + segment + "-level");
    assertThat(browser.url()).contains("segment=" + segment, "entity=" + segment + "-level");
    browser.await("[data-panel=entity] [data-last='slow level']", "7\\.25");
    show("&entity=nobody");
    browser.await("[data-panel=entity] [data-state=empty]", ".*no states of nobody.*");
  }

  @Test
  void theChainOfASegmentIsItsNewestWindow() {
    moved(identified(0, 1.0), identified(1, 1.5));
    used(0, .75, 2.8);
    used(1, .5, 2.0);
    show("");
    browser.await("[data-verdict=ok] strong", "No alarm");
    browser.await("[data-tile=relaxation] .value", "1\\.5");
    browser.await("[data-tile=relaxation] .note", "▲ up by 0\\.5");
    browser.await("[data-tile=production] .value", "0\\.125");
    browser.await("[data-tile=drift] .value", "0\\.0625");
    browser.await("[data-panel=rates] tr[data-key='0'] td[data-col=to1]", "0\\.25");
    assertThat(browser.text("[data-panel=rates] tr[data-key='0'] td[data-col=share]"))
        .isEqualTo("66.67 %");
    assertThat(browser.text("[data-panel=rates] tr[data-key='1'] td[data-col=stay]"))
        .isEqualTo("2");
    assertThat(browser.text("[data-panel=rates] .scroll + .scroll tr[data-key='0']")).contains("4");
    assertThat(browser.attribute("[data-panel=chain] svg", "aria-label"))
        .contains("mode 0 66.67 %");
    browser.await("[data-tile=effective] .value", "2");
    browser.await("[data-panel=diversity] [data-last='entropy']", "0\\.5");
    browser.await("[data-panel=tipping] tr[data-key='-1'] td[data-col=loopGain]", "▲ 4\\.5");
  }

  @Test
  void whatIsNotIdentifiedHasNoNumber() {
    moved(rates(0).setNotIdentified("12 pairs were seen, 100 are needed").build());
    used(0, null, null);
    show("");
    browser.await("[data-panel=chain] [data-state=empty]", ".*12 pairs were seen.*");
    browser.await("[data-tile=relaxation] .value", "–");
    browser.await("[data-tile=effective] .value", "–");
    browser.await("[data-panel=movement] [data-state=empty]");
  }

  @Test
  void anAlarmIsTheVerdictAndItsEvidenceIsTheRowOfItsWindow() {
    moved(identified(1, 9.0));
    LiveRecords.send(
        BROKER,
        "alerts",
        segment,
        Alert.class,
        List.of(
            alert("MODE_CHANGED", segment + "-u", AlertSeverity.INFO, "o-1"),
            alert("TRAPPED", "segment/" + segment, AlertSeverity.WARNING, segment + "/1")));
    show("");
    browser.await("[data-verdict=warn] strong", "Stuck");
    browser.click("[data-panel=alerts] details summary");
    browser.click("[data-panel=alerts] details a");
    browser.await("[data-record] pre", ".*\"segment\" *: *\"" + segment + "\".*");
    open("/console/modes?entity=" + segment + "-u");
    browser.await("[data-panel=alerts] td[data-col=kind]", "MODE_CHANGED");
    assertThat(browser.attribute("[data-panel=alerts] td[data-col=scope] a", "href"))
        .isEqualTo("/console/modes?entity=" + segment + "-u");
  }
}
