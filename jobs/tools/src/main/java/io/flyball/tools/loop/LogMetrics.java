package io.flyball.tools.loop;

import io.flyball.core.loop.Amplification;
import io.flyball.core.loop.Catalogue;
import io.flyball.core.loop.LoopWindow;
import io.flyball.core.loop.Metric;
import io.flyball.core.loop.SlateWindow;
import io.flyball.core.loop.TrendMetric;
import io.flyball.core.loop.UserTrends;
import io.flyball.core.loop.WindowMetrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Every metric of every window of a log. Of a log with exposures the metrics are over what was
 * shown, and those of slates and clicks are added; of any other over what was chosen. Windows
 * without a line are left out.
 */
public final class LogMetrics {
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");

  /**
   * The metrics of one window.
   *
   * @param start epoch ms
   * @param end epoch ms, exclusive
   */
  public record Row(long index, long start, long end, Map<Metric, Double> values) {}

  /** An interaction with its user (-1 for none) and item as numbers. */
  private record Event(Interaction line, long user, long item) {}

  private final WindowLength length;
  private final Map<String, Long> users;
  private final Map<String, Long> items;
  private final boolean exposures;
  private final Catalogue catalogue;
  private final List<Event> events;

  private final LoopWindow past = new LoopWindow();
  private final UserTrends trends;
  private double firstLoopGini = Double.NaN;
  private double firstHoldoutGini = Double.NaN;

  /**
   * @param categories of items, where the log itself does not tell
   * @param size items that could be shown; 0 for those that the log has
   */
  public LogMetrics(
      List<Interaction> log, WindowLength length, Map<String, List<String>> categories, long size) {
    this.length = length;
    this.users = numbers(log.stream().map(Interaction::user).filter(user -> user != null).toList());
    this.items = numbers(log.stream().map(Interaction::item).toList());
    if (size > 0 && size < items.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a catalogue of %,d items is smaller than the %,d that the log has",
              size,
              items.size()));
    }
    this.exposures = log.stream().anyMatch(line -> line.kind() == Interaction.Kind.SHOWN);
    this.catalogue =
        new Catalogue(Math.max(1, size > 0 ? size : items.size()), categories(log, categories));
    this.trends = new UserTrends(catalogue);
    this.events =
        log.stream()
            .map(
                line ->
                    new Event(line, users.getOrDefault(line.user(), -1L), items.get(line.item())))
            .sorted(
                Comparator.comparingLong((Event event) -> event.line().time())
                    .thenComparingLong(Event::user)
                    .thenComparingLong(Event::item)
                    .thenComparing(event -> String.valueOf(event.line().slate()))
                    .thenComparingInt(event -> event.line().rank()))
            .toList();
  }

  public long catalogueSize() {
    return catalogue.size();
  }

  /** The windows in ascending order; to be called once. */
  public List<Row> rows() {
    Map<Long, List<Event>> windows = new TreeMap<>();
    for (Event event : events) {
      windows
          .computeIfAbsent(length.index(event.line().time()), key -> new ArrayList<>())
          .add(event);
    }
    List<Row> rows = new ArrayList<>();
    windows.forEach(
        (index, own) ->
            rows.add(
                new Row(index, length.start(index), length.start(index + 1), metrics(index, own))));
    return rows;
  }

  private Map<Metric, Double> metrics(long index, List<Event> own) {
    LoopWindow window = new LoopWindow();
    LoopWindow loop = new LoopWindow();
    LoopWindow holdout = new LoopWindow();
    SlateWindow slates = new SlateWindow(catalogue, past.items());
    Map<String, List<SlateWindow.Shown>> open = new LinkedHashMap<>();
    Set<String> clicked = new HashSet<>();
    for (Event event : own) {
      Interaction line = event.line();
      boolean shown = line.kind() == Interaction.Kind.SHOWN;
      if (shown != exposures) {
        click(index, event, clicked, slates);
        continue;
      }
      add(window, event);
      add(line.holdout() ? holdout : loop, event);
      var one = new SlateWindow.Shown(event.item(), line.rank(), line.source());
      if (line.slate() == null) {
        slates.add(List.of(one));
      } else {
        open.computeIfAbsent(line.slate(), key -> new ArrayList<>()).add(one);
      }
    }
    open.values().forEach(slates::add);
    Map<Metric, Double> out = new LinkedHashMap<>();
    new WindowMetrics(catalogue)
        .of(window, past)
        .forEach((metric, estimate) -> out.put(metric, estimate.value()));
    out.putAll(trends.add(index, window));
    if (exposures) {
      out.putAll(slates.metrics());
      out.put(TrendMetric.AMPLIFICATION_GINI_OVER_N, amplification(loop, holdout));
    }
    past.merge(window);
    return out;
  }

  /** An exposure is clicked in the window that shows it, once, however many clicks it gets. */
  private void click(long index, Event event, Set<String> clicked, SlateWindow slates) {
    Interaction line = event.line();
    if (line.kind() != Interaction.Kind.CLICKED) {
      return;
    }
    slates.click();
    if (line.exposure() != null
        && length.index(line.shownAt()) == index
        && clicked.add(line.exposure())) {
      slates.clicked(event.item(), line.source());
    }
  }

  private double amplification(LoopWindow loop, LoopWindow holdout) {
    double loopGini = loop.items().spectrum().giniOverN(catalogue.size());
    double holdoutGini = holdout.items().spectrum().giniOverN(catalogue.size());
    if (Double.isNaN(firstLoopGini) || Double.isNaN(firstHoldoutGini)) {
      firstLoopGini = loopGini;
      firstHoldoutGini = holdoutGini;
    }
    return Amplification.of(firstLoopGini, loopGini, firstHoldoutGini, holdoutGini).byTheLoop();
  }

  private static void add(LoopWindow window, Event event) {
    if (event.user() < 0) {
      window.addWithoutUser(event.item());
    } else {
      window.add(event.user(), event.item());
    }
  }

  private Map<Long, int[]> categories(List<Interaction> log, Map<String, List<String>> given) {
    Map<String, TreeSet<String>> ofItem = new HashMap<>();
    given.forEach((item, names) -> ofItem.put(item, new TreeSet<>(names)));
    for (Interaction line : log) {
      ofItem.computeIfAbsent(line.item(), key -> new TreeSet<>()).addAll(line.categories());
    }
    TreeSet<String> all = new TreeSet<>();
    ofItem.values().forEach(all::addAll);
    List<String> order = List.copyOf(all);
    Map<String, Integer> number = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      number.put(order.get(i), i);
    }
    Map<Long, int[]> out = new HashMap<>();
    items.forEach(
        (item, id) -> out.put(id, ofItem.get(item).stream().mapToInt(number::get).toArray()));
    return out;
  }

  /** Numbers in the order of the ids: as numbers when all are, else as text. */
  private static Map<String, Long> numbers(List<String> ids) {
    boolean whole = ids.stream().allMatch(id -> WHOLE.matcher(id).matches());
    Comparator<String> asText = Comparator.naturalOrder();
    Comparator<String> asNumber = Comparator.comparingLong(Long::parseLong);
    TreeSet<String> order = new TreeSet<>(whole ? asNumber.thenComparing(asText) : asText);
    order.addAll(ids);
    Map<String, Long> numbers = new HashMap<>();
    for (String id : order) {
      numbers.put(id, (long) numbers.size());
    }
    return numbers;
  }
}
