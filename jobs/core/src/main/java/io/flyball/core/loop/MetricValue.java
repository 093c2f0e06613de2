package io.flyball.core.loop;

import java.util.List;

/**
 * One metric of one scope.
 *
 * @param metric prefix and name, such as exposure.GINI_OVER_N
 * @param value NaN where it is undefined
 * @param standardError 0 when the value is exact
 */
public record MetricValue(String scope, String metric, double value, double standardError) {

  /** Collects the metrics of one scope under one prefix. */
  static final class Sheet {
    private final List<MetricValue> out;
    private final String scope;
    private final String prefix;

    Sheet(List<MetricValue> out, String scope, String prefix) {
      this.out = out;
      this.scope = scope;
      this.prefix = prefix;
    }

    void put(String name, double value) {
      put(name, new Estimate(value, 0));
    }

    void put(String name, Estimate estimate) {
      out.add(
          new MetricValue(scope, prefix + '.' + name, estimate.value(), estimate.standardError()));
    }
  }
}
