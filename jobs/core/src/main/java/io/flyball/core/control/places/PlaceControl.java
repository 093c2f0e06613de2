package io.flyball.core.control.places;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.packet.EventPacket;
import io.flyball.core.places.CameraPlace;
import io.flyball.core.places.CountFrame;
import io.flyball.core.places.FrameFilter;
import io.flyball.core.places.PlaceFrame;
import io.flyball.core.places.PlaceMatch;
import io.flyball.core.places.ReferenceMap;
import io.flyball.core.places.SequenceMatcher;

/**
 * Recognises the places of one camera, frame by frame, with what {@code camera places simulate} and
 * {@code evaluate} use: {@link FrameFilter#active}, a descriptor, distances to a reference map, and
 * its best match. What needs the whole drive is left out: neither motion nor outliers of the event
 * rate keep a frame from being matched, and the least distance that sequences take off is that of
 * the sequence.
 *
 * <p>A late packet counts in the open frame. Equal packets and maps give equal places.
 */
public final class PlaceControl {
  /** Where the places of a camera go. */
  public interface Output {
    /** A frame was matched. */
    void placed(CameraPlace place);

    /** A frame was not: too little happened in it, or there is nothing to match it with. */
    void unplaced();

    /**
     * The camera can be placed nowhere.
     *
     * @param id of the frame that showed it
     */
    void unfit(String id, String why);
  }

  private final PlaceRules rules;
  private final PlaceMemory m;
  private final PlaceMaps maps;

  /**
   * @param memory changed in place
   */
  public PlaceControl(PlaceRules rules, PlaceMemory memory, PlaceMaps maps) {
    this.rules = rules;
    this.m = memory;
    this.maps = maps;
  }

  /** The device clock has begun anew: what was open is forgotten. */
  public void clockRestarted() {
    m.cutter = null;
    m.undercountedUntilUs = Long.MIN_VALUE;
    m.distances.clear();
  }

  /**
   * Takes the events of a packet.
   *
   * @param events of it, in device time
   * @param seenUs device time up to which the packets before it reached
   * @param missing whether there were others between
   * @param dropped whether events of it are missing
   * @param prefix of the ids of frames
   * @param nowMs its arrival
   */
  public void take(
      EventPacket p,
      EventColumns events,
      long seenUs,
      boolean missing,
      boolean dropped,
      String prefix,
      long nowMs,
      Output out) {
    if (!rules.fits(p.width(), p.height())) {
      unfit(
          prefix + m.frames,
          "its packets have "
              + p.width()
              + "x"
              + p.height()
              + " pixels, and a frame needs a whole patch and at most "
              + PlaceRules.MOST_PIXELS,
          out);
      return;
    }
    Geometry array = new Geometry(p.width(), p.height());
    if (m.cutter == null || !m.cutter.cuts(array, rules.frameUs(), rules.frameEvents())) {
      m.cutter = rules.cutter(array);
    }
    if (missing) {
      m.cutter.closeUntil(seenUs + 1, frame -> match(p.camera(), frame, prefix, nowMs, out));
      m.undercountedUntilUs = Math.max(m.undercountedUntilUs, p.startUs());
    }
    if (dropped || p.undercounted()) {
      m.undercountedUntilUs = Math.max(m.undercountedUntilUs, p.endUs());
    }
    m.cutter.add(events, frame -> match(p.camera(), frame, prefix, nowMs, out));
    m.cutter.closeUntil(p.endUs(), frame -> match(p.camera(), frame, prefix, nowMs, out));
  }

  private void match(String camera, CountFrame counts, String prefix, long nowMs, Output out) {
    String id = prefix + m.frames++;
    PlaceFrame frame = PlaceFrame.of(counts, rules.form());
    String name = rules.mapOf(camera);
    ReferenceMap map =
        FrameFilter.active(frame) ? maps.of(name, frame.descriptor().length) : ReferenceMap.EMPTY;
    if (map.size() == 0) {
      if (map.others() > 0) {
        String why = "no place of map " + name + " has the " + frame.descriptor().length;
        unfit(id, why + " numbers of its descriptors", out);
      }
      out.unplaced();
      return;
    }
    double[] costs = costs(map, map.distances(frame.descriptor()));
    PlaceMatch best = PlaceMatch.of(costs, map.positions(), rules.tolerance());
    if (!Double.isFinite(best.distance())) {
      out.unplaced();
      return;
    }
    m.objective.matched(best.margin());
    out.placed(
        new CameraPlace(
            id,
            camera,
            nowMs,
            counts.startUs(),
            counts.endUs(),
            name,
            map.number(best.reference()),
            map.positions().x()[best.reference()],
            map.positions().y()[best.reference()],
            best.distance(),
            best.margin(),
            map.size(),
            counts.startUs() <= m.undercountedUntilUs));
  }

  /** The distances, or the costs of the sequence that ends with them; infinite until it is full. */
  private double[] costs(ReferenceMap map, double[] distances) {
    SequenceMatcher matcher = rules.matcher();
    if (matcher == null) {
      return distances;
    }
    if (m.digest != map.digest()) {
      m.digest = map.digest();
      m.distances.clear();
    }
    m.distances.add(distances);
    while (m.distances.size() > rules.sequence()) {
      m.distances.remove();
    }
    double[][] rows = m.distances.toArray(new double[0][]);
    return matcher.costs(matcher.enhanced(rows), rows.length - 1);
  }

  private void unfit(String id, String why, Output out) {
    if (!m.told) {
      m.told = true;
      out.unfit(id, why);
    }
  }

  /** Ends a measuring window: the margin of its matches counts, where it is aimed at. */
  public void window() {
    if (rules.margin()) {
      m.objective.window();
    } else {
      m.objective = new MarginObjective();
    }
  }

  /** What the controller's band is multiplied by: 1 where it does not aim at the margin. */
  public double bandFactor() {
    return m.objective.factor();
  }
}
