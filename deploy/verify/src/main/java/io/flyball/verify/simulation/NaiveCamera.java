package io.flyball.verify.simulation;

import io.flyball.verify.simulation.CameraCore.Sent;
import io.flyball.verify.simulation.CameraCore.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The windows of cameras that lose no packet, from all their packets at once: every window of the
 * grid from the first packet on, until a camera that has ended is forgotten.
 *
 * <p>It does what docs/reference/bias-job.md says: "A window in which nothing comes is closed
 * bias.silent-after after its end, provisional. Of a window of which only a part was seen it is
 * undercounted."; "One record per camera, removed bias.forget-after (10 min) after its last
 * packet."; "Ends the open window, undercounted."
 */
final class NaiveCamera {
  private static final String WINDOW = "window ";

  private NaiveCamera() {}

  static Told window(String camera, long startUs, long on, long off, boolean undercounted) {
    return new Told(
        camera,
        WINDOW + startUs + ": " + on + " on, " + off + " off, undercounted " + undercounted);
  }

  static boolean isTold(Told told) {
    return told.text().startsWith(WINDOW);
  }

  static List<Told> of(List<Sent> history) {
    List<Told> windows = new ArrayList<>();
    history.stream()
        .collect(Collectors.groupingBy(sent -> sent.packet().camera()))
        .forEach((camera, sent) -> addWindows(camera, sent, windows));
    return windows;
  }

  private static void addWindows(String camera, List<Sent> sent, List<Told> windows) {
    Map<Long, long[]> counts = new TreeMap<>();
    for (Sent one : sent) {
      List<Integer> polarities = one.polarities();
      for (int i = 0; i < polarities.size(); i++) {
        long at = one.packet().startUs() + i * CameraCore.PACKET_US / polarities.size();
        counts.computeIfAbsent(start(at), any -> new long[2])[polarities.get(i)]++;
      }
    }
    Sent last = sent.get(sent.size() - 1);
    long firstUs = sent.get(0).packet().startUs();
    long[] none = new long[2];
    long lastDevice = last.packet().endUs();
    Set<Long> cutShort = cutShort(sent);
    for (long start = start(firstUs); ; start += CameraCore.WINDOW_US) {
      // The last windows are closed by silence, until the camera is forgotten.
      long end = start + CameraCore.WINDOW_US;
      long waitMs = (Math.max(0, end - lastDevice) + 999) / 1_000;
      if (waitMs + CameraCore.SILENT_AFTER_MS >= CameraCore.FORGET_AFTER_MS) {
        return;
      }
      long[] count = counts.getOrDefault(start, none);
      windows.add(
          window(
              camera,
              start,
              count[1],
              count[0],
              (start == start(firstUs) && start != firstUs) || cutShort.contains(start)));
    }
  }

  /** The windows of which a packet covers the beginning, and then nothing comes for too long. */
  private static Set<Long> cutShort(List<Sent> sent) {
    Set<Long> starts = new HashSet<>();
    for (int i = 0; i < sent.size(); i++) {
      long covered = sent.get(i).packet().endUs();
      long end = start(covered) + CameraCore.WINDOW_US;
      long closedMs =
          sent.get(i).arrivedMs() + (end - covered + 999) / 1_000 + CameraCore.SILENT_AFTER_MS;
      boolean more = i + 1 < sent.size();
      boolean part = covered > start(covered) && covered + 1 < end;
      if (part && (!more || sent.get(i + 1).arrivedMs() >= closedMs)) {
        starts.add(start(covered));
      }
    }
    return starts;
  }

  private static long start(long timeUs) {
    return Math.floorDiv(timeUs, CameraCore.WINDOW_US) * CameraCore.WINDOW_US;
  }
}
