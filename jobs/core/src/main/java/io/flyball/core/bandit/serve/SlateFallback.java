package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Pick;
import io.flyball.core.bandit.join.Place;
import io.flyball.core.bandit.serve.PublishedPolicy.Answer;
import io.flyball.core.bandit.serve.SlateRequest.Placed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Slates for whoever has no policy to ask. */
public final class SlateFallback {
  private SlateFallback() {}

  /**
   * Any arm that is left with the same probability, by the draws that the policy would take.
   *
   * @param request with its eligible arms alone
   */
  public static Answer uniform(DecisionRequest request, long seed) {
    String[] sorted = request.arms().clone();
    Arrays.sort(sorted);
    Placed[] slate = new Placed[request.slate().size()];
    Set<String> above = new HashSet<>();
    for (int l = 0; l < slate.length; l++) {
      int[] left = request.slate().candidates(sorted, l, above);
      double[] p = new double[left.length];
      Arrays.fill(p, 1.0 / p.length);
      int index = Pick.from(p, Pick.draw(Place.key(request.id(), l + 1), seed));
      slate[l] = new Placed(sorted[left[index]], p[index]);
      above.add(slate[l].arm());
    }
    return answer(request, slate, false);
  }

  /** The first arms of a request, each where it may be first; nothing is drawn. */
  public static Answer first(DecisionRequest request) {
    return answer(request, SlatePosition.first(request.slate(), request.arms()), true);
  }

  private static Answer answer(DecisionRequest request, Placed[] slate, boolean certain) {
    int[] first = request.slate().candidates(request.arms(), 0, Set.of());
    String[] arms = new String[first.length];
    double[] p = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      arms[i] = request.arms()[first[i]];
      boolean shown = arms[i].equals(slate[0].arm());
      p[i] = certain ? (shown ? 1 : 0) : 1.0 / p.length;
    }
    return new Answer(slate[0].arm(), slate[0].propensity(), arms, p, slate);
  }
}
