package io.flyball.core.control;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.GridWindows;
import io.flyball.core.camera.RateWindow;
import io.flyball.core.camera.RateWindows;
import io.flyball.core.camera.RateWindows.OpenWindow;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.PacketMeter;
import io.flyball.core.camera.packet.PacketSequence.Place;
import io.flyball.core.camera.packet.RateControlCounts;
import io.flyball.core.control.functions.FunctionControl;
import io.flyball.core.control.functions.FunctionMemory;
import io.flyball.core.control.places.PlaceControl;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One camera under control: packets in, measured windows and bias commands out.
 *
 * <pre>
 *   packet ─► known sensor? session? number? ─► gap: undercount ─► count words ─► windows ─► controller
 *   time   ─► silent for longer than a window? ───────────────────────────────► empty windows ──┘
 * </pre>
 *
 * <p>Two clocks: windows and the controller live in device time, which starts anywhere and belongs
 * to this camera alone; arrivals are of the one clock that all cameras share, and say only how long
 * a camera has been silent. That a silent camera's clock went on with the arrivals' is a guess: the
 * next packet takes it back when it says otherwise.
 *
 * <p>After a packet that says it is the last one, no silence is measured.
 *
 * <p>A packet is taken whole or refused without a trace. Equal packets and arrivals give equal
 * outputs, whenever {@link #advance} is called between them.
 */
public final class CameraControl {
  private final String camera;
  private final CameraRules rules;
  private final CameraState s;
  private final CameraOutput out;
  private final CameraWindows windows;
  private final FunctionControl functions;
  private final PlaceControl places;
  private final WindowDecisions decisions;

  /** Control of the biases alone. */
  public CameraControl(String camera, CameraRules rules, CameraState s, CameraOutput out) {
    this(camera, rules, s, null, null, out);
  }

  /**
   * @param s the camera's state, changed in place
   * @param functions what is remembered of its sensor's functions, changed in place; null for none
   * @param places that it recognises; null for none
   */
  public CameraControl(
      String camera,
      CameraRules rules,
      CameraState s,
      FunctionMemory functions,
      PlaceControl places,
      CameraOutput out) {
    this.places = places;
    this.functions = functions == null ? null : new FunctionControl(rules.functions(), functions);
    this.camera = camera;
    this.rules = rules;
    this.s = s;
    this.out = out;
    this.windows = new CameraWindows(s);
    List<RateWindow> cut = follow();
    this.decisions = new WindowDecisions(camera, rules, s, this.functions, places, out);
    cut.forEach(w -> decisions.decide(w, w.rate(), s.arrivedMs, false, revision(w)));
  }

  /**
   * Adapts the state to rules that may have changed since it was left.
   *
   * @return the window that was open under another length, which ends it before its time
   */
  private List<RateWindow> follow() {
    List<RateWindow> cut = new ArrayList<>(1);
    if (s.controller == null) {
      s.controller = new ControllerState(rules.profile().start());
    } else if (s.mode != rules.mode()) {
      s.controller = new ControllerState(s.controller.codes);
    }
    s.mode = rules.mode();
    if (s.windowUs != rules.parameters().windowUs()
        || s.referenceWindows != rules.referenceWindows()) {
      windows.cutShort(s.open, cut);
      s.windowUs = rules.parameters().windowUs();
      s.referenceWindows = rules.referenceWindows();
      s.open = OpenWindow.NONE;
      s.silent = false;
    }
    return cut;
  }

  /**
   * Takes a packet.
   *
   * @param nowMs its arrival, not before the one before
   * @return why it was refused; empty when it was taken, also when it was a repetition
   */
  public Optional<Refusal> onPacket(EventPacket p, long nowMs) {
    Place place = s.sequence.place(p.session(), p.sequence());
    if (place == Place.REPEATED) {
      return repeated();
    }
    Optional<Refusal> stray = StrayRecords.packet(camera, s, p, place);
    if (stray.isPresent()) {
      return stray;
    }
    advance(nowMs);
    boolean anew =
        place == Place.NEW_SESSION
            || (place == Place.NEXT && p.startUs() < s.endUs - rules.parameters().windowUs());
    long missing = s.sequence.missingBefore(p.session(), p.sequence());
    List<RateWindow> closed = new ArrayList<>();
    RateWindows counted = windows.of(p, place, anew, missing, closed);
    EventColumns events;
    long droppedBefore = s.dropped;
    long seenUs = s.endUs;
    try {
      events = count(p, place, counted, anew, closed);
    } catch (IllegalArgumentException e) {
      return Optional.of(Refusal.of(Reason.OUT_OF_RANGE, "events", e.getMessage()));
    }
    out.taken();
    revise(anew);
    s.sequence.take(p.session(), p.sequence());
    s.lost += missing;
    begin(p, place, nowMs);
    if (anew || s.silent) {
      s.controller.clockRestarted();
    }
    s.silent = false;
    s.open = counted.open();
    if (p.last() && place != Place.LATE) {
      windows.cutShort(s.open, closed);
      s.open = OpenWindow.NONE;
    }
    s.arrivedMs = nowMs;
    s.endUs = place == Place.LATE ? Math.max(s.endUs, p.endUs()) : p.endUs();
    if (places != null) {
      if (anew) {
        places.clockRestarted();
      }
      places.take(
          p,
          events,
          seenUs,
          missing > 0 && !anew,
          s.dropped > droppedBefore,
          id("place"),
          nowMs,
          placed(nowMs));
    }
    closed.forEach(w -> decisions.decide(w, w.rate(), nowMs, false, revision(w)));
    if (s.open.startUs() >= s.revisedUntilUs) {
      // Packets have reached a window that was not closed before: none before it is opened again.
      s.revision = 0;
    }
    return Optional.empty();
  }

  private String id(String what) {
    return camera + '/' + s.sinceMs + '/' + what + '/';
  }

  private PlaceControl.Output placed(long nowMs) {
    return new PlaceControl.Output() {
      @Override
      public void placed(CameraPlace place) {
        out.placed(place);
      }

      @Override
      public void unplaced() {
        out.unplaced();
      }

      @Override
      public void unfit(String id, String why) {
        out.finding(CameraFinding.unplaceable(camera, id, nowMs, why));
      }
    };
  }

  /**
   * Counts a packet, by its words or, where a function looks at them, by its events.
   *
   * @return the events that were counted; null where nothing looks at them
   */
  private EventColumns count(
      EventPacket p, Place place, RateWindows counted, boolean anew, List<RateWindow> closed) {
    long dropped = RateControlCounts.dropped(p.encoding(), p.events());
    if (dropped > 0) {
      counted.markUndercounted();
    }
    EventColumns kept = null;
    if (functions == null || !functions.looks()) {
      PacketMeter.count(p, counted, closed::add);
      kept = places == null ? null : PacketMeter.events(p);
    } else {
      EventColumns events = PacketMeter.events(p);
      RateWindows trial = windows.of(p, place, anew, 0, new ArrayList<>());
      PacketMeter.count(p, trial, window -> {});
      if (anew) {
        functions.clockRestarted();
      }
      kept = functions.take(events, new Geometry(p.width(), p.height()));
      PacketMeter.count(p, kept, counted, closed::add);
    }
    s.dropped += dropped;
    return kept;
  }

  /** Counts a return to windows that silence has closed. */
  private void revise(boolean anew) {
    if (anew) {
      s.revision = 0;
    } else if (windows.takenBack()) {
      s.revisedUntilUs =
          s.revision == 0 ? s.open.startUs() : Math.max(s.revisedUntilUs, s.open.startUs());
      s.revision++;
    }
  }

  private Optional<Refusal> repeated() {
    s.repeated++;
    out.repeated();
    return Optional.empty();
  }

  private void begin(EventPacket p, Place place, long nowMs) {
    if (place == Place.FIRST) {
      s.sensor = p.sensor();
      s.sinceMs = nowMs;
      boolean told = true;
      for (Bias bias : rules.profile().biases()) {
        Integer code = p.biases().get(bias.name());
        told &= code != null;
        if (code != null) {
          s.controller.codes = s.controller.codes.with(bias, code);
        }
      }
      s.told = told;
    }
    if (!s.told || place == Place.NEW_SESSION) {
      resend(nowMs, p.startUs());
    }
  }

  /** Takes a window that the camera has counted for itself. */
  public Optional<Refusal> onRate(MeasuredRate m, long nowMs) {
    Optional<Refusal> other = StrayRecords.sensor(camera, s, m.sensor(), "window");
    if (other.isPresent()) {
      return other;
    }
    boolean revised = m.revision() > 0;
    if (s.sensor != null && m.endUs() <= s.endUs && !revised) {
      if (nowMs <= s.arrivedMs) {
        return repeated();
      }
      s.controller.clockRestarted();
    }
    out.taken();
    if (s.sensor == null) {
      s.sensor = m.sensor();
      s.sinceMs = nowMs;
    }
    if (!s.told) {
      resend(nowMs, m.startUs());
    }
    s.arrivedMs = nowMs;
    s.endUs = revised ? Math.max(s.endUs, m.endUs()) : m.endUs();
    long nominal = m.nominalUs() > 0 ? m.nominalUs() : m.endUs() - m.startUs();
    RateWindow window =
        new RateWindow(m.startUs(), m.endUs(), nominal, m.on(), m.off(), m.undercounted());
    decisions.decide(window, m.rate(), nowMs, false, m.revision());
    return Optional.empty();
  }

  /** Closes the windows in which a silent camera has sent nothing. */
  public void advance(long nowMs) {
    while (nowMs >= deadlineMs()) {
      long due = deadlineMs();
      List<RateWindow> closed = new ArrayList<>(1);
      GridWindows empty = new GridWindows(s.windowUs, s.open);
      if (s.endUs > s.open.startUs() && s.endUs < empty.boundaryUs() - 1) {
        // Its beginning was seen, its end not: what is counted is a part.
        empty.markUndercounted();
      }
      // A camera that has also counted for itself may have been seen far past the open window.
      empty.closeUntil(Math.max(empty.boundaryUs(), s.endUs), closed::add);
      s.openBeforeSilence = s.silent ? s.openBeforeSilence : s.open;
      s.open = empty.open();
      s.silent = true;
      closed.forEach(w -> decisions.decide(w, w.rate(), due, true, revision(w)));
    }
  }

  /** How often the stretch of a window was measured before. */
  private int revision(RateWindow w) {
    return s.revision > 0 && w.startUs() < s.revisedUntilUs ? s.revision : 0;
  }

  /** Arrival time from which {@link #advance} has something to do; Long.MAX_VALUE for never. */
  public long deadlineMs() {
    if (!s.open.started() || s.referenceWindows) {
      return Long.MAX_VALUE;
    }
    long untilEnd = s.open.startUs() + s.windowUs - s.endUs;
    return s.arrivedMs + Math.max(0, -Math.floorDiv(-untilEnd, 1000L)) + rules.silentAfterMs();
  }

  /** Sends every code again, as after a restore, when nobody knows what the camera remembers. */
  public void resend(long nowMs, long deviceUs) {
    decisions.resend(nowMs, deviceUs);
  }
}
