package io.flyball.core.loop;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one scope saw in one pane or window: events are counted in, parts are merged in, in any
 * order with the same result. Cost: O(1) per event.
 */
public final class PaneAccumulator {
  /** Between the categories of an item, which are sorted. */
  public static final char SEPARATOR = '\u001f';

  private final Map<Table, PairCounts> tables = new EnumMap<>(Table.class);
  private final Map<Long, String> categories = new HashMap<>();
  private final Map<Table, LoopWindow> windows = new EnumMap<>(Table.class);
  private final Map<String, Outcome> outcomes = new TreeMap<>();
  private final Map<String, Attempt> attempts = new TreeMap<>();
  private long events;

  /** Something was shown, taken or decided. */
  public void interaction(Table table, long user, long item) {
    table(table).add(user, item, 1);
    events++;
  }

  /** Counts a pair in a table that is not one of interactions. */
  public void count(Table table, long first, long second, long times) {
    table(table).add(first, second, times);
  }

  /** The categories of an item, joined; where two records differ, it has all of them. */
  public void categories(long item, String joined) {
    if (!joined.isEmpty()) {
      categories.merge(item, joined, Categories::union);
    }
  }

  public void outcome(Outcome outcome) {
    outcomes.merge(outcome.id(), outcome, (a, b) -> b.revision() > a.revision() ? b : a);
    events++;
  }

  public void attempt(Attempt attempt) {
    attempts.merge(attempt.id(), attempt, PaneAccumulator::fuller);
    events++;
  }

  /** Of two reports of one attempt, the one with more turns. */
  static Attempt fuller(Attempt a, Attempt b) {
    return b.steps().size() > a.steps().size() ? b : a;
  }

  /** Adds a part to a window of the one pane that it lies in. */
  public void merge(PanePart part) {
    merge(part, part.pane(), part.pane());
  }

  /**
   * Adds a part to a window. An exposure that was clicked counts where the window holds both its
   * pane and that of the click: so no more exposures are clicked than were shown.
   *
   * @param first first pane of the window
   * @param last last pane of the window
   */
  public void merge(PanePart part, long first, long last) {
    part.table(Table.CLICKED)
        .forEach(
            (source, lag, count) -> {
              if (part.pane() - lag >= first && part.pane() - lag <= last) {
                table(Table.CLICKED).add(source, lag, count);
              }
            });
    // A part of an earlier version: whatever was taken counted as a click on an exposure of its
    // pane.
    part.table(Table.TAKEN)
        .forEach(
            (source, rank, count) -> {
              table(Table.CLICK).add(source, rank, count);
              table(Table.CLICKED).add(source, 0, count);
            });
    for (Table table : Table.values()) {
      PairCounts.Columns columns = part.table(table);
      if (table != Table.CLICKED && table != Table.TAKEN && columns.counts().length > 0) {
        table(table).addAll(columns);
        if (table.isInteractions()) {
          events += Arrays.stream(columns.counts()).sum();
        }
      }
    }
    for (int i = 0; i < part.categorised().length; i++) {
      categories(part.categorised()[i], part.categories()[i]);
    }
    part.outcomes().forEach(this::outcome);
    part.attempts().forEach(this::attempt);
  }

  /** Events counted: interactions, outcomes and attempts. */
  public long events() {
    return events;
  }

  /** What was counted, for the way to the scope and for its state. */
  public PanePart toPart(String scope, long pane, long known) {
    long[] items = categories.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    return new PanePart(
        scope,
        pane,
        known,
        Arrays.stream(Table.values())
            .map(t -> tables.containsKey(t) ? tables.get(t).columns() : PairCounts.Columns.NONE)
            .toList(),
        items,
        Arrays.stream(items).mapToObj(categories::get).toArray(String[]::new),
        List.copyOf(outcomes.values()),
        List.copyOf(attempts.values()));
  }

  PairCounts table(Table table) {
    return tables.computeIfAbsent(table, key -> new PairCounts());
  }

  boolean has(Table table) {
    return tables.containsKey(table) && !tables.get(table).isEmpty();
  }

  Map<Long, String> categories() {
    return categories;
  }

  Map<String, Outcome> outcomes() {
    return outcomes;
  }

  Map<String, Attempt> attempts() {
    return attempts;
  }

  /** The interactions of a table, made once, when everything was counted. */
  LoopWindow interactions(Table table) {
    return windows.computeIfAbsent(
        table,
        key -> {
          LoopWindow window = new LoopWindow();
          table(table).forEach((user, item, count) -> add(window, user, item, count));
          return window;
        });
  }

  static void add(LoopWindow window, long user, long item, long count) {
    for (long i = 0; i < count; i++) {
      if (user == IdNumber.NONE) {
        window.addWithoutUser(item);
      } else {
        window.add(user, item);
      }
    }
    for (long i = count; i < 0; i++) {
      if (user == IdNumber.NONE) {
        window.items().retract(item);
      } else {
        window.retract(user, item);
      }
    }
  }

  /** The number of a source in {@link Table#SHOWN} and {@link Table#TAKEN}. */
  public static long number(Source source) {
    return switch (source) {
      case HUMAN -> 0;
      case GENERATED -> 1;
      case UNKNOWN -> 2;
    };
  }

  @SuppressWarnings("EnumOrdinal") // the order of tables is part of stored state
  static int index(Table table) {
    return table.ordinal();
  }
}
