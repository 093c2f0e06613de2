package io.flyball.connectors.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records of objects, such as JSON or Avro, as cells: the names of the columns are those of the
 * first 1,000 objects, nested ones with dots between, see {@link FlatObject}. A field that comes
 * later for the first time is no column.
 */
final class ObjectCells implements CellSource {
  /**
   * One object of a file.
   *
   * @param line where it begins, counted from 1
   * @param value null where it is broken
   * @param problem why it is broken
   * @param raw the object as the file has it
   */
  record Item(long line, JsonNode value, String problem, String raw) {}

  /** Hands out the objects of a file; null at the end. */
  interface Objects extends Closeable {
    Item next() throws IOException;

    /** What the format is called. */
    String format();
  }

  private final Objects objects;
  private final Deque<Cells> ahead = new ArrayDeque<>();
  private final List<String> names;
  private final Map<String, Integer> index = new LinkedHashMap<>();
  private final List<List<String>> sample = new ArrayList<>();

  ObjectCells(Objects objects) throws IOException {
    this.objects = objects;
    List<Item> first = new ArrayList<>();
    Set<String> found = new LinkedHashSet<>();
    int chars = 0;
    while (first.size() < SAMPLE && chars < SAMPLE_CHARS) {
      Item item = objects.next();
      if (item == null) {
        break;
      }
      first.add(item);
      chars += item.raw().length();
      if (item.value() != null) {
        found.addAll(FlatObject.of(item.value()).keySet());
      }
    }
    this.names = List.copyOf(found);
    names.forEach(name -> index.put(name, index.size()));
    for (Item item : first) {
      Cells cells = cells(item);
      ahead.add(cells);
      if (cells.cells() != null) {
        sample.add(cells.cells());
      }
    }
  }

  private Cells cells(Item item) {
    if (item.value() == null) {
      return new Cells(item.line(), null, item.problem(), item.raw());
    }
    String[] cells = new String[names.size()];
    Arrays.fill(cells, "");
    FlatObject.of(item.value())
        .forEach(
            (name, text) -> {
              Integer at = index.get(name);
              if (at != null) {
                cells[at] = text;
              }
            });
    return new Cells(item.line(), List.of(cells), null, item.raw());
  }

  @Override
  public List<List<String>> sample() {
    return sample;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public void report(ReadReport report) {
    report.assume(objects.format());
  }

  @Override
  public void dropHeader() {
    // The objects name their own fields.
  }

  @Override
  public Cells next() throws IOException {
    if (!ahead.isEmpty()) {
      return ahead.removeFirst();
    }
    Item item = objects.next();
    return item == null ? null : cells(item);
  }

  @Override
  public void close() throws IOException {
    objects.close();
  }
}
