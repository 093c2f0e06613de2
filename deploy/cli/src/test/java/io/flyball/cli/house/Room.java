package io.flyball.cli.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A module of the build: its root package, the floor it stands on, and what it answers. */
enum Room {
  SCHEMAS("schemas", "schemas", 0, "what travels"),
  CORE("jobs/core", "core", 0, "what is decided"),
  CONSOLE("deploy/console", "console", 0, "what people see"),
  CODEC("codec", "connectors.codec", 1, "records as bytes"),
  CONNECTORS("connectors", "connectors", 2, "how it travels"),
  JOBS("jobs/flink", "jobs", 3, "where it happens"),
  CLIENT("jobs/client", "client", 3, "in your process"),
  TOOLS("jobs/tools", "tools", 4, "offline computations"),
  BENCH("jobs/bench", "bench", 5, "how fast"),
  LOCAL("deploy/local", "local", 5, "all on one machine"),
  GATEWAY("deploy/gateway", "gateway", 5, "HTTP before Kafka"),
  VERIFY("deploy/verify", "verify", 6, "faults and schedules"),
  CLI("deploy/cli", "cli", 7, "parse, call, print");

  final String folder;
  final String root;
  final int floor;
  final String answers;

  Room(String folder, String root, int floor, String answers) {
    this.folder = folder;
    this.root = "io.flyball." + root;
    this.floor = floor;
    this.answers = answers;
  }

  /** The room of a class, or null where it belongs to a library. */
  static Room of(JavaClass type) {
    // The codec's packages lie below those of the connectors: it is listed, and found, first.
    for (Room room : values()) {
      String name = type.getPackageName();
      if (name.equals(room.root) || name.startsWith(room.root + ".")) {
        return room;
      }
    }
    return null;
  }

  /** The packages right below the root of this room, in order. */
  Set<String> packages(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (of(type) == this && !type.getPackageName().equals(root)) {
        found.add(type.getPackageName().substring(root.length() + 1).split("\\.")[0]);
      }
    }
    return found;
  }

  /** Which room uses which, by the bytecode. */
  static Map<Room, Set<Room>> uses(JavaClasses classes) {
    Map<Room, Set<Room>> uses = new EnumMap<>(Room.class);
    for (Room room : values()) {
      uses.put(room, EnumSet.noneOf(Room.class));
    }
    for (JavaClass type : classes) {
      Room from = of(type);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        Room to = of(dependency.getTargetClass());
        if (from != null && to != null && from != to) {
          uses.get(from).add(to);
        }
      }
    }
    return uses;
  }

  /** Without the arrows that others imply: A uses C where A uses B and B uses C. */
  static Map<Room, Set<Room>> reduced(Map<Room, Set<Room>> uses) {
    Map<Room, Set<Room>> reduced = new EnumMap<>(Room.class);
    uses.forEach(
        (from, all) -> {
          Set<Room> direct = EnumSet.noneOf(Room.class);
          for (Room to : all) {
            if (all.stream()
                .noneMatch(between -> between != to && uses.get(between).contains(to))) {
              direct.add(to);
            }
          }
          reduced.put(from, direct);
        });
    return reduced;
  }
}
