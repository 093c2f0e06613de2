package io.flyball.core.places;

import java.io.Serializable;

/**
 * How a frame becomes the descriptor of a place.
 *
 * @param wrap whether counts wrap at 256 as in the published code
 * @param equalise whether each polarity's histogram is equalised
 * @param quarter whether the picture is made smaller by 4
 * @param patch side of a patch, pixels
 * @param keepRest whether pixels outside of whole patches stay, as in the published code
 */
public record DescriptorOptions(
    boolean wrap, boolean equalise, boolean quarter, int patch, boolean keepRest)
    implements Serializable {
  /** The published evaluation, with its slips. */
  public static final DescriptorOptions AS_PUBLISHED =
      new DescriptorOptions(true, true, true, 8, true);

  /** The same without wrapping counts, and without what is no patch. */
  public static final DescriptorOptions REPAIRED =
      new DescriptorOptions(false, true, true, 8, false);

  /** The descriptor of a frame. */
  public float[] descriptor(CountFrame frame) {
    GreyImage grey = GreyImage.of(wrap ? frame.wrapped() : frame, equalise);
    double[] p = (quarter ? grey.quartered() : grey).patchNormalised(patch, keepRest).pixels();
    float[] descriptor = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      descriptor[i] = (float) p[i];
    }
    return descriptor;
  }
}
