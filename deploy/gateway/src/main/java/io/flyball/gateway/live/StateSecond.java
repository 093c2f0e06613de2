package io.flyball.gateway.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.schemas.ModeState;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * States of the entities of a segment in one second; of an entity the newest counts, and beyond
 * {@value #KEPT} entities further ones are only counted.
 */
final class StateSecond implements Second<ModeState> {
  static final int KEPT = 20;

  /** Modes of a posterior that is shown whole. */
  private static final int SHOWN = 12;

  static final Kind<ModeState> KIND =
      new Kind<>() {
        @Override
        public String key(ModeState state) {
          return state.getSegment();
        }

        @Override
        public long time(ModeState state) {
          return state.getTime().toEpochMilli();
        }

        @Override
        public String keyName() {
          return "segment";
        }

        @Override
        public Second<ModeState> second() {
          return new StateSecond();
        }
      };

  private final ArmSpreads modes = new ArmSpreads();
  private final Spread surprise = new Spread();
  private final Map<String, ModeState> entities = new LinkedHashMap<>();
  private long changes;
  private long bursts;
  private long unnamed;

  @Override
  public void add(ModeState state) {
    if (state.getMode() >= 0) {
      modes.add(Integer.toString(state.getMode()), 1);
    }
    if (state.getSurprise() != null) {
      surprise.add(state.getSurprise());
    }
    changes += state.getLeft() == null ? 0 : 1;
    bursts += state.getBurst() ? 1 : 0;
    ModeState before = entities.get(state.getEntity());
    if (before == null && entities.size() >= KEPT) {
      unnamed++;
    } else if (before == null || !state.getTime().isBefore(before.getTime())) {
      entities.put(state.getEntity(), state);
    }
  }

  @Override
  public void write(ObjectNode point) {
    ObjectNode byMode = point.putObject("modes");
    for (Map.Entry<String, Spread> mode : modes.named()) {
      byMode.put(mode.getKey(), mode.getValue().n());
    }
    point.put("otherModes", modes.others().n()).put("changes", changes).put("bursts", bursts);
    ObjectNode surprised = surprise.writeMean(point.putObject("surprise"));
    surprised.put("n", surprise.n());
    ArrayNode all = point.putArray("entities");
    entities.values().forEach(state -> write(all.addObject(), state));
    point.put("unnamed", unnamed);
  }

  private static void write(ObjectNode node, ModeState state) {
    node.put("entity", state.getEntity())
        .put("id", state.getId())
        .put("time", state.getTime().toEpochMilli())
        .put("mode", state.getMode())
        .put("since", state.getSince().toEpochMilli())
        .put("left", state.getLeft())
        .put("dwellMs", state.getDwellMs())
        .put("entropy", state.getEntropy())
        .put("surprise", state.getSurprise())
        .put("level", state.getLevel())
        .put("burst", state.getBurst())
        .put("modelVersion", state.getModelVersion());
    ArrayNode posterior = node.putArray("posterior");
    if (state.getPosterior().size() <= SHOWN) {
      state.getPosterior().forEach(posterior::add);
    }
  }
}
