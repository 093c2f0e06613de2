package io.flyball.core.dataloop;

import io.flyball.core.record.TextFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The tree of one search over actions: SWE-Search's hybrid of values and exploration.
 *
 * <p>A reward is added to its node and to all nodes above it. Nodes and rewards may come in any
 * order: what hangs below an unknown node waits for it. The same nodes and rewards give the same
 * tree. Cost: the depth for a reward, the number of nodes for the next node or the best trajectory.
 */
public final class SearchTree {
  /** Rewards lie in [-LARGEST, LARGEST]. */
  public static final double LARGEST = 100;

  private static final double FINISHED = 100;
  private static final double HIGH = 50;
  private static final double DONE = 75;

  /**
   * A step of a search.
   *
   * @param id of the node
   * @param parent empty for the root
   * @param watched whether a bad result of it speaks for another try from its parent
   * @param patch whether it changed something
   * @param correction whether the next step is expected to correct it
   */
  public record Step(
      String id, String parent, boolean watched, boolean patch, boolean correction) {}

  private static final class Node {
    private Step step;
    private Node above;
    private int depth = -1;
    private long visits;
    private double value;
    private double reward = Double.NaN;
    private final List<Node> children = new ArrayList<>();

    boolean connected() {
      return depth >= 0;
    }

    double mean() {
      return visits == 0 ? 0 : value / visits;
    }
  }

  private final SearchWeights weights;
  private final int most;
  private final Map<String, Node> nodes = new TreeMap<>();
  private Node root;

  /**
   * @param most nodes of one search
   */
  public SearchTree(SearchWeights weights, int most) {
    this.weights = weights;
    this.most = most;
  }

  /**
   * Takes a step; one that is known changes nothing.
   *
   * @throws IllegalArgumentException for one too many, a second root, or a step above itself
   */
  public void expand(Step step) {
    Node known = nodes.get(step.id());
    if (known != null && known.step != null) {
      return;
    }
    // Nothing is made before all of it fits: a step that is refused leaves no node behind.
    Node over = nodes.get(step.parent());
    int made = (known == null ? 1 : 0) + (over == null && !step.parent().isEmpty() ? 1 : 0);
    requireNoLoop(step, known, over);
    requireRoom(made);
    Node node = node(step.id());
    if (step.parent().isEmpty()) {
      node.step = step;
      root = node;
      connect(node, null);
      return;
    }
    Node above = node(step.parent());
    node.step = step;
    node.above = above;
    above.children.add(node);
    if (above.connected()) {
      connect(node, above);
    }
  }

  private void requireNoLoop(Step step, Node known, Node over) {
    if (step.parent().isEmpty() && root != null) {
      throw new IllegalArgumentException(
          "the search has the root '" + root.step.id() + "', so '" + step.id() + "' is no root");
    }
    boolean loop = step.parent().equals(step.id());
    for (Node up = over; up != null && known != null; up = up.above) {
      loop |= up == known;
    }
    if (loop) {
      throw new IllegalArgumentException("the node '" + step.id() + "' is above itself");
    }
  }

  private void requireRoom(int nodesMade) {
    if (nodes.size() + nodesMade > most) {
      throw new IllegalArgumentException("the search has " + most + " nodes, the most allowed");
    }
  }

  /** Takes the reward of a node; a second one changes nothing. */
  public void evaluate(String id, double reward) {
    if (!(Math.abs(reward) <= LARGEST)) {
      throw new IllegalArgumentException("a reward lies in [-100, 100], found " + reward);
    }
    Node node = node(id);
    if (Double.isNaN(node.reward)) {
      node.reward = reward;
      if (node.connected()) {
        carryUp(node);
      }
    }
  }

  private Node node(String id) {
    Node known = nodes.get(id);
    if (known == null) {
      requireRoom(1);
      known = new Node();
      nodes.put(id, known);
    }
    return known;
  }

  private static void connect(Node from, Node above) {
    from.depth = above == null ? 0 : above.depth + 1;
    Deque<Node> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!Double.isNaN(node.reward)) {
        carryUp(node);
      }
      for (Node child : node.children) {
        child.depth = node.depth + 1;
        open.push(child);
      }
    }
  }

  private static void carryUp(Node from) {
    for (Node node = from; node != null; node = node.above) {
      node.visits++;
      node.value += from.reward;
    }
  }

  /** How many rewards lie at or below a node. */
  public long visits(String id) {
    return nodes.containsKey(id) ? nodes.get(id).visits : 0;
  }

  /** Sum of the rewards at or below a node. */
  public double value(String id) {
    return nodes.containsKey(id) ? nodes.get(id).value : 0;
  }

  /** Score of a node for being expanded next; infinite while it has no reward. */
  public double score(String id) {
    Node node = nodes.get(id);
    if (node == null || !node.connected() || Double.isNaN(node.reward)) {
      return Double.POSITIVE_INFINITY;
    }
    double reward = weights.average() ? node.mean() : node.reward;
    double score =
        weights.exploit() * reward
            + weights.explore() * explore(node)
            - weights.depth() * Math.sqrt(node.depth);
    score += node.children.isEmpty() ? leaf(node, reward) : inner(node, reward);
    score -= onFinishedPath(node) ? 50 : 0;
    double count = node.children.size();
    return score + (node.step.correction() ? 50 / (1 + count * count) : 0);
  }

  private static double explore(Node node) {
    long above = node.above == null ? node.visits : node.above.visits;
    return Math.sqrt(Math.log(Math.max(1.0, (double) above)) / Math.max(1, node.visits));
  }

  private static double leaf(Node node, double reward) {
    if (reward >= HIGH) {
      return HIGH;
    }
    boolean promising =
        node.above != null && (Double.isNaN(node.above.reward) || node.above.reward > HIGH);
    return promising ? HIGH - reward : 0;
  }

  private static double inner(Node node, double reward) {
    double bonus = 0;
    double sum = 0;
    boolean done = false;
    for (Node child : node.children) {
      double value = Double.isNaN(child.reward) ? 0 : child.reward;
      sum += value;
      done |= value >= DONE;
    }
    Node only = node.children.get(0);
    if (node.children.size() == 1 && only.step.watched() && only.reward <= 0) {
      bonus += (reward - sum) * 5;
    }
    return bonus - (done ? 5 : 0);
  }

  /** Whether a finished node lies at or below, with a change on the way to it. */
  private static boolean onFinishedPath(Node node) {
    Deque<Node> open = new ArrayDeque<>(List.of(node));
    while (!open.isEmpty()) {
      Node next = open.pop();
      if (next.reward >= FINISHED && patched(next)) {
        return true;
      }
      next.children.forEach(open::push);
    }
    return false;
  }

  private static boolean patched(Node node) {
    for (Node up = node; up != null; up = up.above) {
      if (up.step.patch()) {
        return true;
      }
    }
    return false;
  }

  /** The node to expand next: the best score, of equal ones the first id; empty where none is. */
  public Optional<String> next() {
    String best = null;
    double top = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, Node> each : nodes.entrySet()) {
      Node node = each.getValue();
      boolean open =
          node.connected()
              && node.children.size() < weights.children()
              && !(node.reward >= FINISHED);
      if (open && score(each.getKey()) > top) {
        top = score(each.getKey());
        best = each.getKey();
      }
    }
    return Optional.ofNullable(best);
  }

  /** The path from the root to a leaf with the largest mean reward; empty without any reward. */
  public List<String> bestTrajectory() {
    List<String> best = List.of();
    double top = Double.NEGATIVE_INFINITY;
    for (Node node : nodes.values()) {
      if (!node.connected() || !node.children.isEmpty()) {
        continue;
      }
      OptionalDouble mean = mean(node);
      if (mean.isPresent() && mean.getAsDouble() > top) {
        top = mean.getAsDouble();
        best = path(node);
      }
    }
    return best;
  }

  private static OptionalDouble mean(Node leaf) {
    double sum = 0;
    int count = 0;
    for (Node node = leaf; node != null; node = node.above) {
      if (!Double.isNaN(node.reward)) {
        sum += node.reward;
        count++;
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  private static List<String> path(Node leaf) {
    Deque<String> ids = new ArrayDeque<>();
    for (Node node = leaf; node != null; node = node.above) {
      ids.push(node.step.id());
    }
    return List.copyOf(ids);
  }

  /** Nodes that hang on no root yet. */
  public long waiting() {
    return nodes.values().stream().filter(node -> !node.connected()).count();
  }

  public int nodes() {
    return nodes.size();
  }

  /** Rewards at or below the root. */
  public long evaluated() {
    return root == null ? 0 : root.visits;
  }

  /** Steps and rewards, from which the tree follows. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(nodes.size());
    for (Map.Entry<String, Node> each : nodes.entrySet()) {
      Node node = each.getValue();
      TextFormat.write(each.getKey(), out);
      out.writeDouble(node.reward);
      out.writeBoolean(node.step != null);
      if (node.step != null) {
        TextFormat.write(node.step.parent(), out);
        out.writeBoolean(node.step.watched());
        out.writeBoolean(node.step.patch());
        out.writeBoolean(node.step.correction());
      }
    }
  }

  /** What {@link #write} wrote. */
  public static SearchTree read(SearchWeights weights, int most, DataInput in) throws IOException {
    int count = in.readInt();
    SearchTree tree = new SearchTree(weights, Math.max(most, count));
    for (int i = 0; i < count; i++) {
      String id = TextFormat.read(in);
      double reward = in.readDouble();
      tree.node(id);
      if (in.readBoolean()) {
        tree.expand(
            new Step(
                id, TextFormat.read(in), in.readBoolean(), in.readBoolean(), in.readBoolean()));
      }
      if (!Double.isNaN(reward)) {
        tree.evaluate(id, reward);
      }
    }
    return tree;
  }
}
