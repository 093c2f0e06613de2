package io.flyball.jobs.dataloop;

import io.flyball.core.continuing.TaskLearner;
import io.flyball.core.dataloop.SampleJudging;
import io.flyball.core.dataloop.SearchTree;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What is remembered of a sample, a search or a task; kept as bytes. */
final class DataloopMemory {
  private static final int VERSION = 1;

  /** Time of the last record. */
  long last = Long.MIN_VALUE;

  /** When it is looked at to be forgotten. */
  long noted = Long.MIN_VALUE;

  SampleJudging sample;
  SearchTree search;
  TaskLearner task;

  /** A fresh memory for a key. */
  static DataloopMemory fresh(String key, DataloopConfig config) {
    DataloopMemory memory = new DataloopMemory();
    if (key.startsWith("sample/")) {
      memory.sample = new SampleJudging(config.samples().rules());
    } else if (key.startsWith("search/")) {
      memory.search = new SearchTree(config.search().weights(), config.search().nodes());
    } else {
      TasksConfig tasks = config.tasks();
      memory.task = new TaskLearner(tasks.rules(), tasks.states(), tasks.actions());
    }
    return memory;
  }

  byte[] toBytes(DataOutputSerializer out) throws IOException {
    out.clear();
    out.writeByte(VERSION);
    out.writeLong(last);
    out.writeLong(noted);
    if (sample != null) {
      sample.write(out);
    } else if (search != null) {
      search.write(out);
    } else {
      task.write(out);
    }
    return out.getCopyOfBuffer();
  }

  static DataloopMemory of(byte[] bytes, String key, DataloopConfig config) throws IOException {
    if (bytes == null) {
      return fresh(key, config);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    in.readByte();
    DataloopMemory memory = new DataloopMemory();
    memory.last = in.readLong();
    memory.noted = in.readLong();
    if (key.startsWith("sample/")) {
      memory.sample = SampleJudging.read(config.samples().rules(), in);
    } else if (key.startsWith("search/")) {
      memory.search = SearchTree.read(config.search().weights(), config.search().nodes(), in);
    } else {
      TasksConfig tasks = config.tasks();
      memory.task = TaskLearner.read(tasks.rules(), tasks.states(), tasks.actions(), in);
    }
    return memory;
  }
}
