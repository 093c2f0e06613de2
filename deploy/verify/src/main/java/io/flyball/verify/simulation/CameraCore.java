package io.flyball.verify.simulation;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.camera.packet.PacketEncoder;
import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraControl;
import io.flyball.core.control.CameraFinding;
import io.flyball.core.control.CameraOutput;
import io.flyball.core.control.CameraRules;
import io.flyball.core.control.CameraState;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.ControlMode;
import io.flyball.core.control.ControlParameters;
import io.flyball.core.control.FastLaw;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.control.functions.FunctionRules;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.random.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Cameras under control: their packets come in order, as those of one partition do, and twice; they
 * fall silent and come back. Windows are compared with {@link NaiveCamera}, commands and the codes
 * in force with those of an undisturbed run.
 */
final class CameraCore implements KeyedCore<CameraCore.Sent, CameraCore.Kept, CameraCore.Told> {
  static final long START_MS = 1_000_000_000_000L;
  static final long WINDOW_US = 300_000;
  static final long PACKET_US = 100_000;
  static final long SILENT_AFTER_MS = 500;
  static final long FORGET_AFTER_MS = 20_000;

  private static final SensorProfile PROFILE = SensorProfile.named("davis346");
  private static final ControlParameters PARAMETERS =
      ControlMode.FAST_AND_SLOW_SAFE
          .defaults(PROFILE)
          .with(
              draft -> {
                draft.windowUs = WINDOW_US;
                draft.law = new FastLaw(40, 120, PROFILE.law().codeMin(), PROFILE.law().codeMax());
              });
  private static final CameraRules RULES =
      new CameraRules(
          PROFILE,
          ControlMode.FAST_AND_SLOW_SAFE,
          PARAMETERS,
          FunctionRules.NONE,
          false,
          SILENT_AFTER_MS,
          0);

  /**
   * A packet on its way.
   *
   * @param polarities of its events, which are spread evenly over it
   */
  record Sent(EventPacket packet, List<Integer> polarities) {
    String id() {
      return packet.camera() + '/' + packet.sequence();
    }

    /** The shared clock shows what the camera's does. */
    long arrivedMs() {
      return START_MS + packet.endUs() / 1_000 + 1;
    }
  }

  /** A window, or what follows from one. */
  record Told(String camera, String text) {}

  /** All that is kept of one camera. */
  static final class Kept {
    private String camera;
    private CameraState state = new CameraState();
  }

  private record Output(Consumer<Told> out) implements CameraOutput {
    @Override
    public void taken() {
      // Counted elsewhere.
    }

    @Override
    public void repeated() {
      // How many there are is the schedule's affair.
    }

    @Override
    public void window(CameraWindow w) {
      out.accept(NaiveCamera.window(w.camera(), w.startUs(), w.on(), w.off(), w.undercounted()));
      out.accept(
          new Told(
              w.camera(),
              String.format(
                  Locale.ROOT,
                  "judged %s at %d: side %d, pinned %d, %s, silent %b",
                  w.id(),
                  w.startUs(),
                  w.side(),
                  w.pinned(),
                  w.codes(),
                  w.silent())));
    }

    @Override
    public void finding(CameraFinding finding) {
      // No function is used.
    }

    @Override
    public void command(CameraCommand command) {
      out.accept(new Told(command.camera(), command.toString()));
    }

    @Override
    public void placed(CameraPlace place) {
      // No place is looked for.
    }

    @Override
    public void unplaced() {
      // No place is looked for.
    }
  }

  @Override
  public String name() {
    return "camera";
  }

  @Override
  public List<Sent> history(long seed) {
    List<Sent> history = new ArrayList<>();
    for (int camera = 0; camera < 2; camera++) {
      int packets = (int) (16 * Draws.uniform(seed, camera, 0));
      long atUs = (long) (1_000_000 * Draws.uniform(seed, camera, 1));
      for (int i = 0; i < packets; i++) {
        double pause = Draws.uniform(seed, camera + 10, i);
        atUs += pause < 0.05 ? (long) (8_000_000 * Draws.uniform(seed, camera + 20, i)) : 0;
        history.add(packet(seed, camera, i, atUs));
        atUs += PACKET_US;
      }
    }
    history.sort(Comparator.comparingLong(Sent::arrivedMs).thenComparing(Sent::id));
    return history;
  }

  private static Sent packet(long seed, int camera, int number, long startUs) {
    int events = (int) (30 * Draws.uniform(seed, camera + 30, number));
    EventColumns columns = new EventColumns();
    List<Integer> polarities = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      int polarity = Draws.uniform(seed, camera + 40, 100L * number + i) < 0.5 ? 1 : 0;
      columns.add(startUs + i * PACKET_US / events, i, i, polarity);
      polarities.add(polarity);
    }
    EventPacket packet =
        new EventPacket(
            "camera" + camera,
            PROFILE.name(),
            START_MS,
            number,
            START_MS,
            startUs,
            startUs + PACKET_US - 1,
            SensorEncoding.EVT2,
            346,
            260,
            PacketEncoder.encode(columns, startUs, SensorEncoding.EVT2),
            false,
            false,
            Map.of());
    return new Sent(packet, polarities);
  }

  @Override
  public String id(Sent event) {
    return event.id();
  }

  @Override
  public String key(Sent event) {
    return event.packet().camera();
  }

  @Override
  public long time(Sent event) {
    return event.arrivedMs();
  }

  @Override
  public long bound() {
    return 2_000;
  }

  @Override
  public boolean seesCopies() {
    return true;
  }

  @Override
  public boolean keepsOrder() {
    return true;
  }

  @Override
  public Kept fresh() {
    return new Kept();
  }

  @Override
  public Kept copy(Kept kept) {
    Kept copy = new Kept();
    copy.camera = kept.camera;
    copy.state = copy(kept.state);
    return copy;
  }

  private static CameraState copy(CameraState from) {
    CameraState to = new CameraState();
    to.sensor = from.sensor;
    to.sinceMs = from.sinceMs;
    to.sequence.begun = from.sequence.begun;
    to.sequence.session = from.sequence.session;
    to.sequence.highest = from.sequence.highest;
    to.sequence.arrived = from.sequence.arrived;
    to.arrivedMs = from.arrivedMs;
    to.endUs = from.endUs;
    to.silent = from.silent;
    to.open = from.open;
    to.openBeforeSilence = from.openBeforeSilence;
    to.windowUs = from.windowUs;
    to.referenceWindows = from.referenceWindows;
    to.lost = from.lost;
    to.repeated = from.repeated;
    to.mode = from.mode;
    to.controller = from.controller == null ? null : from.controller.copy();
    to.windows = from.windows;
    to.told = from.told;
    to.revision = from.revision;
    to.revisedUntilUs = from.revisedUntilUs;
    return to;
  }

  private static CameraControl over(Kept kept, Consumer<Told> out) {
    return new CameraControl(kept.camera, RULES, kept.state, new Output(out));
  }

  @Override
  public void onEvent(Kept kept, Sent event, long watermark, Consumer<Told> out) {
    kept.camera = event.packet().camera();
    over(kept, out)
        .onPacket(event.packet(), event.arrivedMs())
        .ifPresent(
            refusal -> {
              throw new IllegalStateException(refusal.message());
            });
  }

  @Override
  public OptionalLong nextTimer(Kept kept) {
    if (kept.state.sensor == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.min(over(kept, told -> {}).deadlineMs(), forgetMs(kept)));
  }

  private static long forgetMs(Kept kept) {
    return kept.state.arrivedMs + FORGET_AFTER_MS;
  }

  @Override
  public void onTimer(Kept kept, Consumer<Told> out) {
    long time = nextTimer(kept).orElseThrow();
    if (time >= forgetMs(kept)) {
      kept.state = new CameraState();
    } else {
      over(kept, out).advance(time);
    }
  }

  @Override
  public boolean forgot(Kept kept) {
    return kept.state.sensor == null;
  }

  @Override
  public List<Told> oracle(List<Sent> history) {
    List<Told> outputs = new ArrayList<>(undisturbed(history));
    outputs.removeIf(NaiveCamera::isTold);
    outputs.addAll(NaiveCamera.of(history));
    return outputs;
  }
}
