package io.flyball.cli.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Draws the rooms as boxes on their floors, with an arrow from a room to each one it uses. */
final class HousePicture {
  private static final int WIDTH = 960;
  private static final int BOX_WIDTH = 290;
  private static final int FLOOR_HEIGHT = 106;
  private static final int BOX_HEIGHT = 66;
  private static final int TOP = 20;
  private static final int CHARACTERS = 46;

  private final JavaClasses classes;
  private final StringBuilder svg = new StringBuilder();

  private HousePicture(JavaClasses classes) {
    this.classes = classes;
  }

  static String of(JavaClasses classes) {
    return new HousePicture(classes).draw();
  }

  private String draw() {
    int floors = Room.CLI.floor + 1;
    int height = 2 * TOP + floors * FLOOR_HEIGHT - (FLOOR_HEIGHT - BOX_HEIGHT);
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\"",
        WIDTH, height);
    line(
        "  font-family=\"sans-serif\" aria-label=\"The modules of Flyball and which uses which\">");
    line("  <defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\"");
    line(
        "    markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\""
            + " fill=\"#555\"/></marker></defs>");
    line("  <rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, height);
    for (Map.Entry<Room, Set<Room>> from : Room.reduced(Room.uses(classes)).entrySet()) {
      for (Room to : from.getValue()) {
        arrow(from.getKey(), to);
      }
    }
    for (Room room : Room.values()) {
      box(room);
    }
    line("</svg>");
    return svg.toString();
  }

  private void arrow(Room from, Room to) {
    line(
        "  <line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#555\""
            + " marker-end=\"url(#head)\"/>",
        middle(from), top(from) + BOX_HEIGHT, middle(to), top(to) - 2);
  }

  private void box(Room room) {
    int left = middle(room) - BOX_WIDTH / 2;
    line(
        "  <rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"#f4f6fa\""
            + " stroke=\"#345\"/>",
        left, top(room), BOX_WIDTH, BOX_HEIGHT);
    text(left, top(room) + 19, 14, "bold", room.folder + ": " + room.answers);
    int y = top(room) + 37;
    for (String row : wrapped(String.join("  ", room.packages(classes)))) {
      text(left, y, 10, "normal", row);
      y += 13;
    }
  }

  private void text(int left, int y, int size, String weight, String text) {
    line(
        "  <text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"%s\" fill=\"#123\">%s</text>",
        left + 10, y, size, weight, text);
  }

  private static List<String> wrapped(String words) {
    List<String> rows = new ArrayList<>();
    String row = "";
    for (String word : words.split(" {2}")) {
      if (!row.isEmpty() && row.length() + word.length() + 2 > CHARACTERS) {
        rows.add(row);
        row = "";
      }
      row = row.isEmpty() ? word : row + "  " + word;
    }
    rows.add(row);
    return rows;
  }

  private static int top(Room room) {
    return TOP + (Room.CLI.floor - room.floor) * FLOOR_HEIGHT;
  }

  private static int middle(Room room) {
    List<Room> neighbours =
        Arrays.stream(Room.values()).filter(other -> other.floor == room.floor).toList();
    return WIDTH * (2 * neighbours.indexOf(room) + 1) / (2 * neighbours.size());
  }

  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
