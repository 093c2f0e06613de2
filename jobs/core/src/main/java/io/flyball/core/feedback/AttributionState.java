package io.flyball.core.feedback;

import io.flyball.core.record.EventIdentity;
import io.flyball.core.state.Store;
import io.flyball.core.state.StoredLists;
import java.util.List;

/**
 * What attribution remembers of one user in key-value stores, an entry for each exposure, target
 * and time. Cost: a handful of accesses a call, whatever the user has open.
 *
 * @param exposures open exposures by exposure id
 * @param refs open exposures of a decision or item target
 * @param held signals that wait, by target
 * @param agenda what is due at a time: targets whose held signals are looked at, exposures to
 *     settle or close
 */
public record AttributionState(
    Store<String, OpenExposure> exposures,
    Store<String, List<ExposureRef>> refs,
    Store<String, List<HeldSignal>> held,
    Store<Long, List<String>> agenda)
    implements UserFeedback {

  @Override
  public OpenExposure exposure(String id) {
    return exposures.get(id);
  }

  @Override
  public boolean isOpen(String id) {
    return exposures.get(id) != null;
  }

  @Override
  public void open(AttributionOutput out, OpenExposure open) {
    Exposure exposure = open.exposure();
    exposures.put(exposure.id(), open);
    ExposureRef ref = new ExposureRef(exposure.time(), exposure.id(), exposure.item());
    StoredLists.append(refs, Targets.item(exposure.item()), ref);
    if (exposure.decisionId() != null) {
      StoredLists.append(refs, Targets.decision(exposure.decisionId()), ref);
    }
    String withinSource = EventIdentity.withinSource(exposure.id());
    if (withinSource != null) {
      StoredLists.append(refs, Targets.exposure(withinSource), ref);
    }
    schedule(out, open.deadline(), Targets.itself(exposure.id()));
  }

  @Override
  public void replace(OpenExposure open) {
    exposures.put(open.exposure().id(), open);
  }

  @Override
  public void close(OpenExposure open) {
    Exposure exposure = open.exposure();
    exposures.remove(exposure.id());
    forget(Targets.item(exposure.item()), exposure.id());
    if (exposure.decisionId() != null) {
      forget(Targets.decision(exposure.decisionId()), exposure.id());
    }
    String withinSource = EventIdentity.withinSource(exposure.id());
    if (withinSource != null) {
      forget(Targets.exposure(withinSource), exposure.id());
    }
  }

  private void forget(String target, String exposureId) {
    List<ExposureRef> known = refs.get(target);
    if (known != null) {
      StoredLists.replace(
          refs, target, known.stream().filter(r -> !r.id().equals(exposureId)).toList());
    }
  }

  @Override
  public List<ExposureRef> refs(String target) {
    List<ExposureRef> known = refs.get(target);
    return known == null ? List.of() : known;
  }

  @Override
  public List<HeldSignal> held(String target) {
    List<HeldSignal> waiting = held.get(target);
    return waiting == null ? List.of() : waiting;
  }

  @Override
  public void hold(String target, HeldSignal signal) {
    StoredLists.append(held, target, signal);
  }

  @Override
  public void holdOnly(String target, List<HeldSignal> signals) {
    StoredLists.replace(held, target, signals);
  }

  @Override
  public void schedule(AttributionOutput out, long time, String target) {
    StoredLists.append(agenda, time, target);
    out.wakeAt(time);
  }

  @Override
  public void scheduleOnce(AttributionOutput out, long time, String target) {
    List<String> planned = agenda.get(time);
    if (planned == null || !planned.contains(target)) {
      schedule(out, time, target);
    }
  }

  @Override
  public List<String> due(long time) {
    List<String> due = agenda.get(time);
    if (due == null) {
      return List.of();
    }
    agenda.remove(time);
    return due.size() == 1 ? due : due.stream().distinct().sorted().toList();
  }
}
