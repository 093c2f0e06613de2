package io.flyball.jobs.modes;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.modes.HiddenMarkovModel;
import io.flyball.core.record.ControlUpdate;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.config.Settings;
import io.flyball.schemas.DriveResponse;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.ModeOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Observations in domain words. Times are milliseconds after noon. */
final class Fixtures {
  static final long NOON = 1_700_000_000_000L;
  static final long MINUTE = 60_000;
  static final RecordCodec<ModeObservation> CODEC = RecordCodec.of(ModeObservation.class);

  /** Two hidden modes, two symbols. */
  static final String[] MODEL = {
    "modes.hmm.initial=0.5, 0.5",
    "modes.hmm.transition=0.9, 0.1, 0.2, 0.8",
    "modes.hmm.emission=0.95, 0.05, 0.1, 0.9"
  };

  private Fixtures() {}

  /** The defaults, changed by pairs such as {@code modes.modes=3}. */
  static ModesConfig config(String... sets) {
    return Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of(sets)).modes();
  }

  /** {@link #MODEL} and what else is given. */
  static ModesConfig modelled(String... sets) {
    List<String> all = new ArrayList<>(List.of(MODEL));
    all.addAll(List.of(sets));
    return config(all.toArray(String[]::new));
  }

  /** Six hidden modes that stay, each with a symbol of its own. */
  static HiddenMarkovModel six() {
    double[] initial = new double[6];
    double[][] transition = new double[6][6];
    double[][] emission = new double[6][6];
    for (int i = 0; i < 6; i++) {
      initial[i] = 1 / 6.0;
      for (int j = 0; j < 6; j++) {
        transition[i][j] = i == j ? .9 : .02;
        emission[i][j] = i == j ? .75 : .05;
      }
    }
    return HiddenMarkovModel.of(initial, transition, emission);
  }

  private static ModeObservation.Builder at(String id, long at, String entity) {
    return ModeObservation.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochMilli(NOON + at))
        .setEntity(entity);
  }

  static ModeObservation state(String id, long at, String entity, int state) {
    return at(id, at, entity).setState(state).setPolicyVersion("v1").build();
  }

  static ModeObservation symbol(String id, long at, String entity, int symbol) {
    return at(id, at, entity).setSymbol(symbol).build();
  }

  static ModeObservation value(String id, long at, String entity, double value) {
    return at(id, at, entity).setValue(value).build();
  }

  static ModeObservation outcome(String id, long at, String entity, int mode, boolean success) {
    return at(id, at, entity)
        .setPolicyVersion("v1")
        .setOutcome(new ModeOutcome("", mode, success))
        .build();
  }

  static ModeObservation pair(String id, long at, String entity, double drive, double response) {
    return at(id, at, entity).setPair(new DriveResponse(drive, response)).build();
  }

  static RawRecord raw(ModeObservation seen, int partition, long offset) {
    byte[] value = CODEC.encode(seen);
    return new RawRecord(
        "modes.observations", partition, offset, NOON + 400 * 86_400_000L, null, value, Map.of());
  }

  /** What the decoder makes of an observation. */
  static Observation taken(ModesConfig config, ModeObservation seen) {
    ModesInput in = new ModesDecoder(config).apply(raw(seen, 0, 0));
    if (in.observation() == null) {
      throw new IllegalArgumentException("refused: " + in.refusal());
    }
    return in.observation();
  }

  static ControlRecord control(long version, Map<String, String> parameters) {
    return new ControlRecord(
        new RawRecord("control", 0, version, NOON, null, new byte[0], Map.of()),
        new ControlUpdate("modes", version, NOON, parameters, null),
        null);
  }

  /** Observations of all kinds, of some entities over some hours, in the order of their times. */
  static List<ModeObservation> day(int each, long seed) {
    Random random = new Random(seed);
    List<ModeObservation> all = new ArrayList<>();
    for (int entity = 0; entity < 7; entity++) {
      int state = entity % 3;
      for (int i = 0; i < each; i++) {
        long at = (i * 7L + entity) * MINUTE + random.nextInt(1_000);
        String id = entity + "-" + i;
        String name = "e" + entity;
        state = random.nextDouble() < .4 ? (state + 1) % 3 : state;
        all.add(
            switch (entity) {
              case 0, 1, 2 -> state(id, at, name, state);
              case 3 -> symbol(id, at, name, random.nextInt(2));
              case 4 -> value(id, at, name, random.nextGaussian() + (i % 40 > 30 ? 4 : 0));
              case 5 -> outcome(id, at, name, state, random.nextBoolean());
              default -> pair(id, at, name, Math.abs(i % 20 - 10) / 10.0, random.nextDouble());
            });
      }
    }
    all.sort(Comparator.comparing(ModeObservation::getTime));
    return all;
  }

  /** Within the bound out of order, some of them twice. */
  static <T> List<T> disordered(List<T> ordered, long seed) {
    Random random = new Random(seed);
    List<T> all = new ArrayList<>();
    for (int first = 0; first < ordered.size(); first += 4) {
      List<T> few = new ArrayList<>(ordered.subList(first, Math.min(ordered.size(), first + 4)));
      if (first % 20 == 0) {
        few.add(few.get(0));
      }
      Collections.shuffle(few, random);
      all.addAll(few);
    }
    return all;
  }
}
