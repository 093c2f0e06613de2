package io.flyball.core.control;

import io.flyball.core.camera.GridWindows;
import io.flyball.core.camera.RateWindow;
import io.flyball.core.camera.RateWindows;
import io.flyball.core.camera.RateWindows.OpenWindow;
import io.flyball.core.camera.ReferenceWindows;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.PacketSequence.Place;
import java.util.List;

/** Which windows the packets of one camera are counted into, by device time. */
final class CameraWindows {
  private final CameraState s;
  private boolean takenBack;

  /**
   * @param s the camera's state; only read
   */
  CameraWindows(CameraState s) {
    this.s = s;
  }

  /** The windows a packet is counted into, with what its gap or restart has closed. */
  RateWindows of(EventPacket p, Place place, boolean anew, long missing, List<RateWindow> closed) {
    OpenWindow open = s.open;
    takenBack = false;
    if (anew) {
      cutShort(open, closed);
      open = OpenWindow.NONE;
    } else if (s.silent && place == Place.NEXT && p.startUs() < open.startUs()) {
      // Not silent but slow: what was closed without it is measured again.
      open = s.openBeforeSilence;
      takenBack = true;
    }
    if (!open.started() && !s.referenceWindows) {
      open = opened(p.startUs());
    }
    RateWindows windows =
        s.referenceWindows
            ? new ReferenceWindows(s.windowUs, open)
            : new GridWindows(s.windowUs, open);
    if (missing > 0 && !anew) {
      windows.closeUntil(p.startUs(), w -> closed.add(undercounted(w)));
    }
    if (missing > 0 || p.undercounted()) {
      windows.markUndercounted();
    }
    return windows;
  }

  /** Whether the last packet is counted into windows that silence had closed. */
  boolean takenBack() {
    return takenBack;
  }

  /** The window that a restart or a last packet ends before its time. */
  void cutShort(OpenWindow open, List<RateWindow> closed) {
    if (open.started() && open.on() + open.off() > 0 && !s.referenceWindows) {
      long end = open.startUs() + s.windowUs;
      closed.add(new RateWindow(open.startUs(), end, s.windowUs, open.on(), open.off(), true));
    }
  }

  private static RateWindow undercounted(RateWindow w) {
    return new RateWindow(w.startUs(), w.endUs(), w.nominalUs(), w.on(), w.off(), true);
  }

  /** The grid window around a time; undercounted when its beginning was not seen. */
  private OpenWindow opened(long startUs) {
    long start = Math.floorDiv(startUs, s.windowUs) * s.windowUs;
    return new OpenWindow(true, start, 0, 0, start != startUs);
  }
}
