package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.ControlUpdate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A policy is steered from the page: tried, published, taken back; the topic has each step. */
@Timeout(300)
class ConsoleControlTest extends WithConsole {
  private static final RecordCodec<ControlUpdate> CODEC = RecordCodec.of(ControlUpdate.class);

  private final String target = "bandit/" + UUID.randomUUID();

  /** What the topic holds for this test's target, oldest first. */
  private List<ControlUpdate> published() {
    return ReadyBroker.readAll(SharedBroker.bootstrap(), "control").stream()
        .map(r -> CODEC.decode(new RawRecord("control", 0, 0, 0, r.key(), r.value(), Map.of())))
        .map(decoded -> ((Decoded.Good<ControlUpdate>) decoded).value())
        .filter(update -> update.getTarget().equals(target))
        .toList();
  }

  private void show() {
    open("/console/control?target=" + target.replace("/", "%2F"));
    browser.await("main h1", "Control " + target + ".*");
    browser.await("form[data-form]");
  }

  private void add(String key, String value) {
    browser.choose("select[name=add-key]", key);
    browser.click("button[name=add]");
    browser.await("[name='" + key + "']");
    if ("SELECT"
        .equals(
            browser.script("return document.getElementsByName(arguments[0])[0].tagName", key))) {
      browser.choose("[name='" + key + "']", value);
    } else {
      browser.type("[name='" + key + "']", value);
    }
  }

  private void dryRun() {
    browser.click("form[data-form] button[type=submit]");
  }

  @Test
  void anUpdateIsTriedPublishedAndTakenBack() {
    show();
    add("mode", "FROZEN");
    dryRun();
    browser.await("form .said", "The job would take it.");
    browser.await("form ins", "FROZEN");
    assertThat(published()).isEmpty();

    browser.click("button[name=publish]");
    browser.await("[data-facts=in-force]", "(?s).*version\\s+1.*mode=FROZEN.*");
    assertThat(published()).hasSize(1);
    assertThat(published().get(0).getParameters()).isEqualTo(Map.of("mode", "FROZEN"));

    add("window", "30 s");
    dryRun();
    browser.await("form ins", "30 s.*");
    browser.click("button[name=publish]");
    browser.await("[data-facts=in-force]", "(?s).*version\\s+2.*");
    assertThat(published().get(1).getParameters())
        .containsEntry("mode", "FROZEN")
        .containsKey("window");

    browser.click("[data-undo] button:first-child");
    browser.await("[data-undo] .said", "Undo would publish version 3: mode=FROZEN.");
    browser.click("[data-undo] button.main-act");
    browser.await("[data-facts=in-force]", "(?s).*version\\s+3.*");
    assertThat(published().get(2).getParameters()).isEqualTo(Map.of("mode", "FROZEN"));
    browser.await("[data-panel=updates] tbody tr:nth-child(3)");
  }

  @Test
  void whatTheJobWouldRefuseIsSaidInItsWordsAndNotPublished() {
    show();
    add("window", "soon");
    dryRun();
    browser.await("form .said.bad", ".*soon.*");
    assertThat(browser.script("return document.getElementsByName('publish')[0].disabled"))
        .isEqualTo(true);
    assertThat(published()).isEmpty();
  }

  @Test
  void whatCannotBeUndoneIsTypedBeforeItIsPublished() {
    show();
    add("reset", "true");
    dryRun();
    browser.await("form .said.warn", "(?s).*reset cannot be undone.*");
    assertThat(browser.script("return document.getElementsByName('publish')[0].disabled"))
        .isEqualTo(true);
    browser.type("input[name=confirm]", target);
    browser.await("button[name=publish]:not([disabled])");
    browser.click("button[name=publish]");
    browser.await("[data-facts=in-force]", "(?s).*version\\s+1.*reset=true.*");
  }
}
