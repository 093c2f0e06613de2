package io.flyball.connectors.codec.feature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A feature in Gherkin: scenarios of steps with a text between three quotes, a table, or nothing.
 * An outline stands once for each row of its examples. It reads what the features of the
 * CloudEvents project use of the language, and refuses the rest.
 */
public record Feature(List<Scenario> scenarios) {
  private static final List<String> STEPS = List.of("Given ", "When ", "Then ", "And ");
  private static final String QUOTES = "\"\"\"";

  /** One of them; the steps of the background stand before its own. */
  public record Scenario(String name, List<Step> steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A step.
   *
   * @param words without the leading Given, When, Then or And
   * @param text between quotes; empty without
   * @param table rows of two cells after the heading; empty without
   */
  public record Step(String words, String text, Map<String, String> table) {
    private Step filled(Map<String, String> example) {
      Map<String, String> rows = new LinkedHashMap<>();
      table.forEach((key, value) -> rows.put(fill(key, example), fill(value, example)));
      return new Step(fill(words, example), fill(text, example), rows);
    }

    private static String fill(String words, Map<String, String> example) {
      String filled = words;
      for (Map.Entry<String, String> cell : example.entrySet()) {
        filled = filled.replace("<" + cell.getKey() + ">", cell.getValue());
      }
      return filled;
    }
  }

  /**
   * Reads one of the features beside this class.
   *
   * @throws IllegalArgumentException with the line that is not understood
   */
  public static Feature read(String name) throws IOException {
    try (InputStream in = Feature.class.getResourceAsStream("/cloudevents/" + name + ".feature")) {
      return new Feature(new Reader(new String(in.readAllBytes(), UTF_8).lines().toList()).all());
    }
  }

  private static final class Reader {
    private final List<String> lines;
    private final List<Step> background = new ArrayList<>();
    private final List<Scenario> scenarios = new ArrayList<>();
    private int at;

    Reader(List<String> lines) {
      this.lines = lines;
    }

    private String line() {
      while (at < lines.size()
          && (lines.get(at).isBlank() || lines.get(at).strip().charAt(0) == '@')) {
        at++;
      }
      return at < lines.size() ? lines.get(at).strip() : "";
    }

    List<Scenario> all() {
      if (!line().startsWith("Feature: ")) {
        throw new IllegalArgumentException("no feature: " + line());
      }
      at++;
      while (!line().isEmpty() && !line().endsWith(":") && !line().startsWith("Scenario")) {
        at++; // what the feature is about
      }
      while (!line().isEmpty()) {
        block(line());
      }
      return List.copyOf(scenarios);
    }

    private void block(String head) {
      at++;
      List<Step> steps = steps();
      if (head.equals("Background:")) {
        background.addAll(steps);
        return;
      }
      List<Step> whole = new ArrayList<>(background);
      whole.addAll(steps);
      if (head.startsWith("Scenario: ")) {
        scenarios.add(new Scenario(head.substring("Scenario: ".length()), whole));
        return;
      }
      if (!head.startsWith("Scenario Outline: ") || !line().equals("Examples:")) {
        throw new IllegalArgumentException("line " + at + " is not understood: " + head);
      }
      at++;
      String name = head.substring("Scenario Outline: ".length());
      List<List<String>> rows = rows();
      for (List<String> row : rows.subList(1, rows.size())) {
        Map<String, String> example = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
          example.put(rows.get(0).get(i), row.get(i));
        }
        scenarios.add(
            new Scenario(
                Step.fill(name, example), whole.stream().map(s -> s.filled(example)).toList()));
      }
    }

    private List<Step> steps() {
      List<Step> steps = new ArrayList<>();
      while (STEPS.stream().anyMatch(line()::startsWith)) {
        String words = line().substring(line().indexOf(' ') + 1);
        at++;
        String text = line().equals(QUOTES) ? text() : "";
        Map<String, String> table = new LinkedHashMap<>();
        List<List<String>> rows = rows();
        rows.stream().skip(1).forEach(row -> table.put(row.get(0), row.get(1)));
        steps.add(new Step(words, text, table));
      }
      return steps;
    }

    /** Indented as far as its quotes are. */
    private String text() {
      int indent = lines.get(at).indexOf(QUOTES);
      List<String> text = new ArrayList<>();
      for (at++; !lines.get(at).strip().equals(QUOTES); at++) {
        text.add(lines.get(at).isBlank() ? "" : lines.get(at).substring(indent));
      }
      at++;
      return String.join("\n", text);
    }

    private List<List<String>> rows() {
      List<List<String>> rows = new ArrayList<>();
      while (line().startsWith("|")) {
        String row = line();
        List<String> cells = new ArrayList<>();
        for (String cell : row.substring(1, row.length() - 1).split("\\|", -1)) {
          cells.add(cell.strip());
        }
        rows.add(cells);
        at++;
      }
      return rows;
    }
  }
}
