package io.flyball.jobs.gate;

import io.flyball.core.gate.BetaCount;
import io.flyball.core.gate.GateRules;
import io.flyball.core.gate.StageController;
import io.flyball.core.gate.StageStatistics;
import io.flyball.core.record.TextFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** How the stages of a session fare, and where its episodes are. Bytes. */
final class SessionMemory extends StepFunction.Memory {
  private static final int FORMAT = 1;

  /** Episodes of a session at a time; the one that was silent for longest begins anew. */
  private static final int MOST_EPISODES = 100;

  /** An episode. */
  static final class Episode {
    final StageController controller;
    long moves;

    Episode(StageController controller) {
      this.controller = controller;
    }
  }

  private final GateRules.Supervision supervision;
  StageStatistics statistics = new StageStatistics(GateCheck.MOST_SUBGOALS);

  /** How often looks at a subgoal fail. */
  final List<BetaCount> looks = new ArrayList<>();

  private final LinkedHashMap<String, Episode> episodes = new LinkedHashMap<>(16, .75f, true);

  SessionMemory(GateRules.Supervision supervision) {
    this.supervision = supervision;
  }

  BetaCount look(int subgoal) {
    while (looks.size() <= subgoal) {
      looks.add(BetaCount.uniform());
    }
    return looks.get(subgoal);
  }

  Episode episode(String name) {
    Episode episode = episodes.computeIfAbsent(name, n -> fresh());
    if (episodes.size() > MOST_EPISODES) {
      episodes.remove(episodes.keySet().iterator().next());
    }
    return episode;
  }

  private Episode fresh() {
    return new Episode(new StageController(supervision.tries(), supervision.loop()));
  }

  @Override
  byte[] toBytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeByte(FORMAT);
    out.writeLong(last);
    out.writeLong(noted);
    statistics.write(out);
    out.writeInt(looks.size());
    for (BetaCount look : looks) {
      look.write(out);
    }
    out.writeInt(episodes.size());
    for (Map.Entry<String, Episode> entry : episodes.entrySet()) {
      TextFormat.write(entry.getKey(), out);
      out.writeLong(entry.getValue().moves);
      entry.getValue().controller.write(out);
    }
    return out.getCopyOfBuffer();
  }

  static SessionMemory of(byte[] bytes, GateRules.Supervision supervision) throws IOException {
    SessionMemory memory = new SessionMemory(supervision);
    if (bytes == null) {
      return memory;
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    in.readByte();
    memory.last = in.readLong();
    memory.noted = in.readLong();
    memory.statistics = StageStatistics.read(GateCheck.MOST_SUBGOALS, in);
    int looks = in.readInt();
    for (int subgoal = 0; subgoal < looks; subgoal++) {
      memory.look(subgoal).read(in);
    }
    for (int left = in.readInt(); left > 0; left--) {
      Episode episode = memory.fresh();
      memory.episodes.put(TextFormat.read(in), episode);
      episode.moves = in.readLong();
      episode.controller.read(in);
    }
    return memory;
  }
}
