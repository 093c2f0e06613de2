package io.flyball.gateway;

import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.RateWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page of a camera shows is what its topics hold. */
@Timeout(300)
class ConsoleCameraTest extends WithConsole {
  private static final String BROKER = SharedBroker.bootstrap();

  private final String camera = "camera-" + UUID.randomUUID();
  private final long now = System.currentTimeMillis();

  private void measure(double... rates) {
    List<RateWindow> all = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      long time = now - 60_000 + 1_000L * i;
      all.add(LiveRecords.window(camera, time, time * 1000, rates[i], 0));
    }
    LiveRecords.send(BROKER, "camera.windows", camera, RateWindow.class, all);
  }

  private void show() {
    open("/console/camera?camera=" + camera);
    browser.await("main h1", "Camera " + camera + ".*");
  }

  @Test
  void theRateAndItsShareInTheBandAreTheTopics() {
    measure(50, 500, 600, 700);
    show();
    browser.await("[data-tile=rate] .value", "700");
    browser.await("[data-tile=inside] .value", "75 %");
    browser.await("[data-verdict=ok] strong", "In band");
  }

  @Test
  void aRateAboveTheBandIsSaidInWords() {
    measure(500, 2_500);
    show();
    browser.await("[data-verdict=warn] strong", "Above the band");
    browser.await("[data-tile=rate] .value", "2,500");
  }

  @Test
  void aCommandSaysWhichCodeItMovedAndWhy() {
    measure(50, 60, 500, 600);
    LiveRecords.send(
        BROKER,
        "camera.commands",
        camera,
        BiasCommand.class,
        List.of(
            ConsoleRecords.command(camera, 1, now - 59_000, 40),
            ConsoleRecords.command(camera, 2, now - 58_000, 44)));
    show();
    String row = "[data-panel=commands] tbody tr:first-child ";
    browser.await(row + "td[data-col=bias]", "REFRACTORY");
    browser.await(row + "td[data-col=code]", "40 → 44");
    browser.await(row + "td[data-col=why]", "SLOW_UP.*");
    browser.await("[data-tile=commands] .value", "2");
  }

  @Test
  void aCameraWithoutPacketsSaysSo() {
    measure(500);
    show();
    browser.await("[data-panel=picture] [data-state=empty]", "(?s)No data: no packet.*");
  }
}
