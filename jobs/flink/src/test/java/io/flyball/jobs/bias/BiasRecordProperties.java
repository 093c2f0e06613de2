package io.flyball.jobs.bias;

import static io.flyball.jobs.bias.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.control.Bias;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.control.ControlMode;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.random.Draws;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.schemas.EventEncoding;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.RateWindow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Records that are valid for the schema, every field at its limits: none stops the job. */
@SuppressWarnings("EnumOrdinal") // a draw from all constants
class BiasRecordProperties {
  private static final long[] LONGS = {
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    -(1L << 60),
    -1,
    0,
    1,
    299_999,
    300_000,
    1L << 34,
    1L << 53,
    (1L << 53) + 1,
    1L << 60,
    (1L << 60) + 1,
    Long.MAX_VALUE - 1,
    Long.MAX_VALUE
  };
  private static final double[] DOUBLES = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -Double.MAX_VALUE,
    -1,
    -0.0,
    0,
    Double.MIN_VALUE,
    1e-300,
    1,
    2.5e6,
    1e13,
    1.1e13,
    1e155,
    1e308,
    Double.MAX_VALUE
  };
  private static final int[] INTS = {
    Integer.MIN_VALUE, -1, 0, 1, 127, 255, 2040, 65_535, Integer.MAX_VALUE
  };
  private static final RecordCodec<EventPacket> PACKETS = RecordCodec.of(EventPacket.class);
  private static final RecordCodec<RateWindow> RATES = RecordCodec.of(RateWindow.class);

  private long seed;
  private long drawn;

  private int draw(int bound) {
    return (int) (Draws.uniform(seed, 1, drawn++) * bound);
  }

  private long someLong() {
    return LONGS[draw(LONGS.length)];
  }

  private int someInt() {
    return INTS[draw(INTS.length)];
  }

  private String camera() {
    return switch (draw(8)) {
      case 0 -> "c".repeat(70_000);
      case 1 -> "\u0000/\ud83d\ude00";
      default -> "bad" + draw(2);
    };
  }

  private String sensor() {
    return draw(20) == 0 ? "eye" : SensorProfile.NAMES.get(draw(SensorProfile.NAMES.size()));
  }

  private EventPacket packet() {
    EventPacket p = BiasMapping.toAvro(Fixtures.packet(camera(), draw(6), 0, 99_999, draw(20)));
    p.setSensor(sensor());
    for (int change = draw(4); change > 0; change--) {
      switch (draw(8)) {
        case 0 -> p.setSession(someLong());
        case 1 -> p.setSequence(someLong());
        case 2 -> p.setStartUs(someLong());
        case 3 -> p.setEndUs(someLong());
        case 4 -> p.setEncoding(EventEncoding.values()[draw(EventEncoding.values().length)]);
        case 5 -> p.setWidth(someInt());
        case 6 -> p.setEvents(ByteBuffer.wrap(noise(draw(400))));
        default -> p.setBiases(biases());
      }
    }
    p.setLast(draw(5) == 0);
    p.setUndercounted(draw(5) == 0);
    return p;
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) draw(256);
    }
    return bytes;
  }

  private Map<String, Integer> biases() {
    Map<String, Integer> biases = new HashMap<>();
    for (Bias bias : Bias.values()) {
      biases.put(bias.name(), someInt());
    }
    biases.put("other", someInt());
    return biases;
  }

  private RateWindow rate() {
    RateWindow w = BiasMapping.toAvro(Fixtures.rate(camera(), draw(6), DOUBLES[draw(16)]).rate());
    w.setSensor(sensor());
    for (int change = draw(4); change > 0; change--) {
      switch (draw(6)) {
        case 0 -> w.setStartUs(someLong());
        case 1 -> w.setEndUs(someLong());
        case 2 -> w.setNominalUs(someLong());
        case 3 -> w.setOn(someLong());
        case 4 -> w.setRevision(someInt());
        default -> w.setOff(someLong());
      }
    }
    return w;
  }

  private static void send(Subtasks<CameraArrival, CameraWindow> operator, CameraInput in)
      throws Exception {
    if (in.refusal() == null) {
      CameraArrival arrival = CameraArrival.of(in);
      operator.send(arrival, arrival.arrivedMs());
    }
  }

  private List<String> run(String mode, int bad) throws Exception {
    drawn = 0;
    List<String> sets =
        new ArrayList<>(List.of("bias.rates-topic=rates", "bias.control.mode=" + mode));
    if (mode.equals(ControlMode.FAST_AND_SLOW_SAFE.name())) {
      sets.add("bias.control.calibrate-windows=" + draw(3));
    }
    BiasConfig config = Fixtures.config(sets.toArray(String[]::new));
    BiasDecoder decoder = new BiasDecoder(config);
    try (Subtasks<CameraArrival, CameraWindow> operator =
        new Subtasks<>(Operators.control(config), 1, false)) {
      Operators.clock(operator, NOON);
      for (int k = 0; k < 12; k++) {
        for (int i = 0; i < bad; i++) {
          boolean asRate = draw(2) == 0;
          byte[] value = asRate ? RATES.encode(rate()) : PACKETS.encode(packet());
          String topic = asRate ? "rates" : "camera.packets";
          send(operator, decoder.apply(Fixtures.raw(topic, k, k * 100L, value)));
        }
        EventPacket good =
            BiasMapping.toAvro(Fixtures.packet("good", k, k * 100_000L, k * 100_000L + 99_999, 7));
        send(
            operator,
            decoder.apply(Fixtures.raw("camera.packets", k, k * 100 + 100, PACKETS.encode(good))));
      }
      operator.watermark(NOON + 5_000);
      checkCommands(operator);
      for (CameraWindow w : operator.main()) {
        assertThat(w.rate()).isFinite().isNotNegative();
        Fixtures.toAvro(w);
      }
      return operator.outputs().stream().filter(text -> text.contains("good")).toList();
    }
  }

  private static void checkCommands(Subtasks<CameraArrival, CameraWindow> operator) {
    operator
        .side(BiasFunction.COMMANDS)
        .forEach(
            c -> {
              SensorProfile profile = SensorProfile.named(c.sensor());
              c.writes()
                  .forEach(
                      w ->
                          assertThat(w.code())
                              .isBetween(
                                  profile.limits().get(w.bias()).min(),
                                  profile.limits().get(w.bias()).max()));
              Fixtures.toAvro(c);
            });
  }

  @Property(tries = 15)
  void noValidRecordStopsTheJobOrTouchesAnotherCamera(@ForAll long anySeed) throws Exception {
    seed = anySeed;
    // The job refuses ERC_DROP: it cannot drop what a camera has sent.
    List<ControlMode> modes =
        Arrays.stream(ControlMode.values()).filter(m -> m != ControlMode.ERC_DROP).toList();
    String mode = modes.get((int) (Draws.uniform(anySeed, 9, 0) * modes.size())).name();
    List<String> disturbed = new ArrayList<>(run(mode, 3));
    assertThat(disturbed).isNotEmpty().isEqualTo(run(mode, 0));
  }
}
