package io.flyball.jobs.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** One order in which the records of several partitions can be read. */
public final class Interleaving {
  private Interleaving() {}

  /** Of equally likely orders, the one that a seed draws; each partition keeps its own. */
  public static <T> List<T> of(List<List<T>> partitions, long seed) {
    Random random = new Random(seed);
    List<Integer> turns = new ArrayList<>();
    for (int i = 0; i < partitions.size(); i++) {
      turns.addAll(Collections.nCopies(partitions.get(i).size(), i));
    }
    Collections.shuffle(turns, random);
    List<Iterator<T>> left = partitions.stream().map(List::iterator).toList();
    return turns.stream().map(turn -> left.get(turn).next()).toList();
  }
}
