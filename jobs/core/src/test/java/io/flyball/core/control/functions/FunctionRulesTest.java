package io.flyball.core.control.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.camera.Geometry;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionRulesTest {
  private static final Geometry VGA = new Geometry(640, 480);

  /** A rate controller of 200 us, anti-flicker, both trail filters, two regions, eight masks. */
  private static final SensorFunctions ALL =
      new SensorFunctions(
          200, 100, true, List.of(TrailFilter.TRAIL, TrailFilter.STC_CUT_TRAIL), 2, true, 8, true);

  private static final SensorFunctions NOTHING = FunctionRules.NONE.has();

  private static FunctionRules rules(
      SensorFunctions has, Use erc, double ercRate, Use flicker, Use trail) {
    return rules(has, erc, ercRate, flicker, trail, RegionUse.OFF, List.of(), false);
  }

  private static FunctionRules rules(
      SensorFunctions has, RegionUse region, List<PixelWindow> windows, boolean mask) {
    return rules(has, Use.OFF, 0, Use.OFF, Use.OFF, region, windows, mask);
  }

  private static FunctionRules rules(
      SensorFunctions has,
      Use erc,
      double ercRate,
      Use flicker,
      Use trail,
      RegionUse region,
      List<PixelWindow> windows,
      boolean mask) {
    return new FunctionRules(
        "evk4",
        has,
        VGA,
        erc,
        ercRate,
        flicker,
        FlickerFilter.BAND_STOP,
        50,
        520,
        trail,
        TrailFilter.TRAIL,
        10_000,
        0.5,
        region,
        windows,
        0.5,
        mask,
        3,
        60_000_000);
  }

  @Test
  void noFunctionIsUsedUnlessItIsSet() {
    for (FunctionRules none :
        List.of(FunctionRules.NONE, rules(ALL, Use.OFF, 0, Use.OFF, Use.OFF))) {
      assertThat(none.any()).isFalse();
      assertThat(none.looks()).isFalse();
      assertThat(none.usesErc()).isFalse();
      assertThat(none.usesRegion()).isFalse();
    }
  }

  @Test
  void whatASensorLacksIsNotUsedWhateverIsSet() {
    FunctionRules all =
        rules(NOTHING, Use.AUTO, 1, Use.AUTO, Use.AUTO, RegionUse.ROI, List.of(), false);
    assertThat(all.any()).isFalse();
    assertThat(all.looks()).isFalse();
    assertThat(all.usesErc()).isFalse();
    assertThat(all.findsFlicker()).isFalse();
    assertThat(all.findsTrails()).isFalse();
    assertThat(all.findsRegion()).isFalse();
  }

  @Test
  void whatIsAlwaysOnNeedsNoLook() {
    FunctionRules on = rules(ALL, Use.ON, 1e6, Use.ON, Use.ON);
    assertThat(on.any()).isTrue();
    assertThat(on.usesErc()).isTrue();
    assertThat(on.looks()).isFalse();
  }

  @Test
  void eachFunctionAloneIsAUse() {
    assertThat(rules(ALL, Use.ON, 0, Use.OFF, Use.OFF).any()).isTrue();
    assertThat(rules(ALL, Use.OFF, 0, Use.ON, Use.OFF).any()).isTrue();
    assertThat(rules(ALL, Use.OFF, 0, Use.OFF, Use.ON).any()).isTrue();
    assertThat(rules(ALL, RegionUse.ROI, List.of(), false).any()).isTrue();
    assertThat(rules(ALL, RegionUse.OFF, List.of(), true).any()).isTrue();
  }

  @Test
  void eachThatIsFoundInTheStreamNeedsALook() {
    assertThat(rules(ALL, Use.OFF, 0, Use.AUTO, Use.OFF).looks()).isTrue();
    assertThat(rules(ALL, Use.OFF, 0, Use.OFF, Use.AUTO).looks()).isTrue();
    assertThat(rules(ALL, RegionUse.ROI, List.of(), false).looks()).isTrue();
    assertThat(rules(ALL, RegionUse.OFF, List.of(), true).looks()).isTrue();
    FunctionRules fixed =
        rules(ALL, RegionUse.ROI, List.of(new PixelWindow(0, 0, 640, 480)), false);
    assertThat(fixed.looks()).isFalse();
    assertThat(fixed.usesRegion()).isTrue();
    assertThat(fixed.findsRegion()).isFalse();
  }

  /** 5,000 events a second are one in 200 us. */
  @Test
  void aRateIsAtLeastOneEventInAPeriod() {
    assertThat(FunctionRules.ercCount(4_999.9, 200)).isZero();
    assertThat(FunctionRules.ercCount(5_000, 200)).isEqualTo(1);
    assertThat(FunctionRules.ercCount(14_999, 200)).isEqualTo(2);
    assertThat(rules(ALL, Use.ON, 5_000, Use.OFF, Use.OFF).ercRate()).isEqualTo(5_000);
    assertThatThrownBy(() -> rules(ALL, Use.ON, 4_999, Use.OFF, Use.OFF))
        .hasMessage("functions.erc-rate is 4999.0, less than one event in the 200 us of a evk4.");
    assertThat(rules(ALL, Use.OFF, 1, Use.OFF, Use.OFF).usesErc()).isFalse();
  }

  @Test
  void aTrailFilterThatASensorLacksIsRefused() {
    SensorFunctions other =
        new SensorFunctions(0, 0, false, List.of(TrailFilter.STC_CUT_TRAIL), 0, false, 0, false);
    assertThatThrownBy(() -> rules(other, Use.OFF, 0, Use.OFF, Use.AUTO))
        .hasMessage("functions.trail-filter is TRAIL, and a evk4 has [STC_CUT_TRAIL].");
    assertThat(rules(other, Use.OFF, 0, Use.OFF, Use.OFF).any()).isFalse();
  }

  @Test
  void regionsThatASensorDoesNotTakeAreRefused() {
    SensorFunctions keeps = new SensorFunctions(0, 0, false, List.of(), 1, false, 0, false);
    PixelWindow whole = new PixelWindow(0, 0, 640, 480);
    assertThatThrownBy(() -> rules(keeps, RegionUse.RONI, List.of(), false))
        .hasMessageContaining("takes regions of interest only");
    assertThat(rules(ALL, RegionUse.RONI, List.of(), false).usesRegion()).isTrue();
    assertThat(rules(keeps, RegionUse.ROI, List.of(whole), false).usesRegion()).isTrue();
    assertThatThrownBy(() -> rules(keeps, RegionUse.ROI, List.of(whole, whole), false))
        .hasMessage("functions.region-windows has 2 windows, and a evk4 takes 1.");
    assertThatThrownBy(
            () -> rules(keeps, RegionUse.ROI, List.of(new PixelWindow(1, 0, 640, 480)), false))
        .hasMessageContaining("has 1,0,640,480, outside of 640x480");
    assertThatThrownBy(() -> rules(ALL, RegionUse.ROI, List.of(), true))
        .hasMessageContaining("exclude each other");
    assertThat(rules(keeps, RegionUse.ROI, List.of(), true).any()).isTrue();
  }

  @Test
  void pixelsOfTooLargeAnArrayAreNotToldApart() {
    assertThat(FunctionRules.fits(new Geometry(1280, 720))).isTrue();
    assertThat(FunctionRules.fits(new Geometry(65_535, 65_535))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 1, 1, false", "0, -1, 1, 1, false", "0, 0, 640, 480, true",
    "1, 0, 640, 480, false", "0, 1, 640, 480, false", "639, 479, 1, 1, true",
    "2147483647, 0, 1, 1, false",
  })
  void aWindowLiesOnTheSensorOrNot(int x, int y, int width, int height, boolean inside) {
    assertThat(new PixelWindow(x, y, width, height).within(VGA)).isEqualTo(inside);
  }

  @Test
  void windowsAreRead() {
    assertThat(PixelWindow.parse("0,0,64,32; 5 , 6 ,1,1"))
        .containsExactly(new PixelWindow(0, 0, 64, 32), new PixelWindow(5, 6, 1, 1));
    assertThat(PixelWindow.parse("0,0,64,32").get(0)).hasToString("0,0,64,32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1,2,3", "1,2,3,4,5", "-1,0,1,1", "0,-1,1,1", "0,0,0,1", "0,0,1,0", "a,0,1,1"})
  void whatIsNoWindowIsRefused(String text) {
    assertThatThrownBy(() -> PixelWindow.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x,y,width,height")
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void aProfileWithoutKeysHasNoFunctions() {
    assertThat(SensorFunctions.of(new Properties())).isEqualTo(NOTHING);
    Properties all = new Properties();
    all.setProperty("erc.periodUs", " 200");
    all.setProperty("erc.most", "100");
    all.setProperty("antiFlicker", "true ");
    all.setProperty("trail", "TRAIL, STC_CUT_TRAIL");
    all.setProperty("region.windows", "2");
    all.setProperty("region.ignores", "true");
    all.setProperty("masks", "8");
    all.setProperty("masks.exclusive", "true");
    assertThat(SensorFunctions.of(all)).isEqualTo(ALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "masks | -1 | Profile key masks is a whole number from 0 on; found -1",
        "masks | 1.5 | Profile key masks is a whole number from 0 on; found 1.5",
        "antiFlicker | yes | Profile key antiFlicker is true or false; found yes",
        "trail | LONG | found LONG",
      })
  void aFaultOfAProfileNamesItsKey(String key, String value, String message) {
    Properties p = new Properties();
    p.setProperty(key, value);
    assertThatThrownBy(() -> SensorFunctions.of(p)).hasMessageContaining(message);
  }
}
