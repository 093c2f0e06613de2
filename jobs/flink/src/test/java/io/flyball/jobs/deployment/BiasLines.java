package io.flyball.jobs.deployment;

import java.util.List;

/** Input of the bias job in which every one of its keys can make a difference. */
final class BiasLines {
  private BiasLines() {}

  static List<String> bias() {
    Lines l = new Lines();
    double[] rates = {
      6e7, 6e7, 6e7, 6e7, 1e6, 1e6, 1e3, 1e3, 1e3, 1e3, 0, 0, 2e6, 1e3, 2e6, 1e3, 2e6, 1e3, 4e6,
      4e6, 4e6, 4e6, 4e6, 4e6, 6e7, 1e3, 6e7, 1e3, 6e7, 1e3, 6e7, 1e3
    };
    for (int i = 0; i < 72; i++) {
      l.add(
          "RateWindow",
          i * 0.3,
          "'camera':'c1','sensor':'davis346','startUs':%d,'endUs':%d,'rate':%s,'undercounted':%b,'lostPackets':%d"
              .formatted(
                  i * 300_000,
                  (i + 1) * 300_000,
                  rates[i % rates.length],
                  i % 9 == 3,
                  i % 9 == 5 ? 1 : 0));
    }
    // A camera that sends packets, with a gap in their numbers and one in time.
    for (int i = 0; i < 60; i++) {
      if (i == 40) {
        l.add(
            "RateWindow",
            37,
            "'camera':'c1','sensor':'davis346','startUs':37000000,'endUs':37300000,'rate':1000");
      }
      double second = 30 + i * 0.1 + (i < 40 ? 0 : 5);
      long us = i * 100_000L + (i < 40 ? 0 : 5_000_000);
      l.add(
          "EventPacket",
          second,
          "'camera':'c2','sensor':'davis346','sequence':%d,'startUs':%d,'endUs':%d,'encoding':'EVT2','width':346,'height':260,'events':''"
              .formatted(i < 20 ? i : i + i / 10, us, us + 99_999));
    }
    return l.lines;
  }
}
