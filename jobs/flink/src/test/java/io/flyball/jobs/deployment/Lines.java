package io.flyball.jobs.deployment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Input of each job in which every one of its keys can make a difference. Times are in seconds. */
final class Lines {
  static final long START = 1_700_000_000_000L;
  private static final Pattern TIME = Pattern.compile("\"time\":(\\d+)");

  final List<String> lines = new ArrayList<>();

  Lines() {}

  /** The first time that a line states; 0 for none. */
  static long time(String line) {
    Matcher matcher = TIME.matcher(line);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  void add(String type, double second, String fields) {
    long time = START + (long) (second * 1000);
    lines.add("{\"type\":\"%s\",\"time\":%d,%s}".formatted(type, time, fields.replace('\'', '"')));
  }

  void exposure(String id, String user, String item, double second, String more) {
    add(
        "Exposure",
        second,
        "'id':'%s','user':'%s','item':'%s','surface':'home','session':'s-%s'%s"
            .formatted(id, user, item, user, more));
  }

  void signal(String id, String user, String kind, double second, String more) {
    add(
        "FeedbackSignal",
        second,
        "'id':'%s','user':'%s','kind':'%s',%s".formatted(id, user, kind, more));
  }

  static List<String> feedback() {
    Lines l = new Lines();
    l.exposure("e1", "ada", "film", 0, "");
    l.signal("s1", "ada", "CLICK", 1, "'exposureId':'e1'");
    // On an item that is shown twice; the second exposure comes after the signal.
    l.exposure("e2", "bob", "book", 10, "");
    l.signal("s2", "bob", "CLICK", 60, "'item':'book'");
    l.exposure("e3", "bob", "book", 40, "");
    // Before its exposure.
    l.signal("s3", "cyd", "CLICK", 70, "'exposureId':'e4'");
    l.exposure("e4", "cyd", "song", 69, "");
    // Older than its exposure, twice.
    l.exposure("e5", "dan", "song", 80, "");
    l.signal("s4", "dan", "CLICK", 75, "'exposureId':'e5'");
    l.exposure("e50", "dan", "film", 85, "");
    l.signal("s5", "dan", "LIKE", 76, "'exposureId':'e50'");
    l.exposure("e6", "eve", "song", 90, "");
    for (int i = 0; i < 5; i++) {
      l.signal("b" + i, "eve", "VIEW", 91 + i, "'exposureId':'e6'");
      l.signal(
          "t" + i,
          "u" + i,
          "CORRECTION",
          91 + i,
          "'exposureId':'e6','text':'%s'".formatted("the same text from every one"));
    }
    l.signal("f1", "eve", "LIKE", 100, "'item':'song'");
    l.signal("f2", "eve", "DISLIKE", 101, "'item':'song'");
    l.signal("f3", "eve", "LIKE", 102, "'item':'song'");
    // Ten minutes on: two minutes back in time, then long after, then an hour late.
    l.exposure("e7", "fay", "game", 700, "");
    l.signal("s6", "ada", "LIKE", 580, "'exposureId':'e1'");
    l.exposure("e8", "fay", "game", 10_000, "");
    l.signal("s7", "ada", "SHARE", 5_000, "'exposureId':'e1'");
    l.signal("s1", "ada", "CLICK", 11_000, "'exposureId':'e1'");
    l.add(
        "Exposure",
        11_300,
        "'id':'e9','user':'gus','item':'x','ingestTime':" + (START + 11_000_000));
    return l.lines;
  }

  /** What the feedback job made of a day, and groups of attempts. */
  static List<String> reward() throws Exception {
    Lines l = new Lines();
    for (int i = 0; i < 30; i++) {
      String arm = i % 3 == 0 ? "a" : "b";
      l.exposure("e" + i, "ada", arm, 60 * i, ",'decisionId':'p/%d'".formatted(i));
      if (i % 2 == 0) {
        l.signal("c" + i, "ada", "CLICK", 60 * i + 5, "'exposureId':'e%d'".formatted(i));
        l.signal(
            "r" + i,
            "ada",
            "RATING",
            60 * i + 9,
            "'value':%d,'exposureId':'e%d'".formatted(i % 10, i));
        l.signal(
            "d" + i, "ada", "DWELL", 60 * i + 10, "'value':%d,'exposureId':'e%d'".formatted(i, i));
        l.signal(
            "h" + i,
            "ada",
            "HINDSIGHT_RATING",
            60 * i + 7200,
            "'value':9,'exposureId':'e%d'".formatted(i));
      }
    }
    // Long after all that is known of its policy could be forgotten.
    l.exposure("other", "bob", "a", 1_900_000, ",'decisionId':'o/1'");
    l.signal("c-other", "bob", "CLICK", 1_900_005, "'exposureId':'other'");
    l.exposure("after", "ada", "a", 2_000_000, ",'decisionId':'p/after'");
    l.signal("r-after", "ada", "RATING", 2_000_005, "'value':9,'exposureId':'after'");
    FlyballConfig plain = Configs.of();
    List<String> rows = new ArrayList<>();
    for (String line : JobRun.of("feedback", plain, l.lines)) {
      rows.add(line.substring(line.indexOf('{')));
    }
    Lines g = new Lines();
    double[] scores = {2.5, -2, 0.5, 2};
    for (int group = 0; group < 3; group++) {
      for (int i = 0; i < 4; i++) {
        g.add(
            "GroupMember",
            group * 2000 + i * 10,
            "'id':'m%d-%d','groupId':'g%d','decisionId':'q/%d-%d','expectedSize':%d,'teacher':%b,'components':{'solved':%s,'style':%s}"
                .formatted(
                    group,
                    i,
                    group,
                    group,
                    i,
                    group == 2 ? 6 : 4,
                    i == 3,
                    scores[i],
                    scores[3 - i]));
      }
    }
    // Attempts of which the components are computed.
    String[] texts = {"<think>why</think>", "no tags"};
    for (int i = 0; i < 2; i++) {
      g.add(
          "GroupMember",
          5_900 + i,
          ("'id':'t%d','groupId':'tools','decisionId':'q/t%d','expectedSize':2,'components':{},"
                  + "'expectedCalls':[{'name':'weather','parameters':{'city':'Oslo'}}],"
                  + "'calls':[{'name':'weather','parameters':{'city':'%s'}}],'output':'%s',"
                  + "'answers':['a','a','b'],'solved':%b")
              .formatted(i, i, i == 0 ? "Oslo" : "Rome", texts[i], i == 0));
    }
    // For a group that is closed, soon and late.
    g.add("GroupMember", 20_000, "'id':'m2-9','groupId':'g2','components':{'solved':1}");
    g.add(
        "GroupMember",
        60_000,
        "'id':'x','groupId':'late','components':{'solved':1},'ingestTime':" + (START + 59_700_000));
    rows.addAll(g.lines);
    rows.sort(Comparator.comparingLong(Lines::time).thenComparing(Comparator.naturalOrder()));
    Lines back = new Lines();
    for (int second : new int[] {0, 700, 100}) {
      back.add(
          "GroupMember",
          3_500_000 + second,
          "'id':'o%d','groupId':'o%d','expectedSize':2,'components':{'solved':1}"
              .formatted(second, second / 700));
    }
    rows.addAll(back.lines);
    return rows;
  }

  static List<String> bandit() {
    Lines l = new Lines();
    for (int i = 0; i < 120; i++) {
      String policy = i % 2 == 0 ? "p" : "q";
      l.add(
          "DecisionRequest",
          i * 10,
          "'id':'%s/%d','context':[%s,1],'baselineArm':'b','arms':[{'id':'a'},{'id':'b'},{'id':'c'}]"
              .formatted(policy, i, String.format(Locale.ROOT, "%.2f", (i % 7) / 7.0)));
      if (i % 3 == 0) {
        l.add(
            "Reward",
            i * 10 + 3,
            "'id':'r%d','decisionId':'%s/%d','value':1".formatted(i, policy, i));
        l.add(
            "Reward",
            i * 10 + 4,
            "'id':'t%d','decisionId':'%s/%d','value':0.5".formatted(i, policy, i));
      }
    }
    // Before its decision; too late for one; and one that says what was shown.
    l.add("Reward", 1300, "'id':'early','decisionId':'p/next','value':1");
    l.add(
        "DecisionRequest",
        1305,
        "'id':'p/next','context':[0.5,1],'arms':[{'id':'a'},{'id':'b'},{'id':'c'}]");
    l.add(
        "Reward", 1310, "'id':'shown','decisionId':'p/next','value':1,'arm':'b','propensity':0.5");
    l.add("Reward", 1311, "'id':'large','decisionId':'p/next','value':1.5");
    l.add("Reward", 1320, "'id':'late','decisionId':'q/47','value':1");
    l.add(
        "DecisionRequest", 1250, "'id':'p/back','context':[0.5,1],'arms':[{'id':'a'},{'id':'b'}]");
    // Another arm, of which two are enough.
    l.add(
        "DecisionRequest", 1330, "'id':'p/other','context':[0.5,1],'arms':[{'id':'a'},{'id':'d'}]");
    // A slate whose first position is clicked.
    l.add(
        "DecisionRequest",
        1340,
        "'id':'s/1','context':[0.5,1],'positions':2,'arms':[{'id':'a'},{'id':'b'},{'id':'c'}]");
    l.add("Reward", 1341, "'id':'clicked','decisionId':'s/1','position':1,'value':1");
    l.add(
        "DecisionRequest",
        900_000,
        "'id':'q/after','context':[0.5,1],'arms':[{'id':'a'},{'id':'b'}]");
    l.add(
        "DecisionRequest",
        1_000_000,
        "'id':'p/after','context':[0.5,1],'arms':[{'id':'a'},{'id':'b'}]");
    l.add(
        "DecisionRequest",
        1_000_300,
        "'id':'p/ahead','ingestTime':%d,'context':[0.5,1],'arms':[{'id':'a'},{'id':'b'}]"
            .formatted(START + 1_000_000_000L));
    return l.lines;
  }

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

  static List<String> modes() {
    Lines l = new Lines();
    for (int i = 0; i < 120; i++) {
      String user = "u" + i % 4;
      l.add(
          "ModeObservation",
          i * 60,
          "'id':'s%d','entity':'%s','state':%d".formatted(i, user, i % 3));
      l.add(
          "ModeObservation", i * 60 + 1, "'id':'v%d','entity':'c1','value':%d".formatted(i, i % 7));
    }
    String decided =
        "'id':'p/%d','policy':'p','arm':'a','propensity':1,'arms':['a'],'propensities':[1],'policyVersion':1,'algorithm':'x'";
    l.add("Decision", 7300, decided.formatted(1));
    // Later than the bound, and ahead of its arrival.
    l.add("ModeObservation", 7000, "'id':'late','entity':'u0','state':1");
    l.add(
        "ModeObservation",
        7600,
        "'id':'ahead','entity':'u0','state':1,'ingestTime':" + (START + 7_300_000));
    return l.lines;
  }

  static List<String> dataloop() {
    Lines l = new Lines();
    for (int i = 0; i < 40; i++) {
      double at = i * 60;
      String answer = i % 3 == 0 ? "a" : "b";
      l.add(
          "DataProbe",
          at,
          ("'id':'p%d','sample':'s%d','source':'crawl','capability':'search','label':['a'],"
                  + "'answer':['%s'],'logProbability':-%d,'tokens':10")
              .formatted(i, i, answer, i % 5));
      for (int j = 0; j < 3; j++) {
        l.add(
            "DataVote",
            at + 1 + j * (i % 4) * 60,
            "'id':'v%d-%d','sample':'s%d','judge':'j%d','opinion':'%s'"
                .formatted(i, j, i, j, (i + j) % 2 == 0 ? "BOTH_CORRECT" : "RESPONSE1_INCORRECT"));
      }
      l.add(
          "SearchStep",
          at + 2,
          "'id':'q%d','search':'q','node':'n%d','parent':'%s','reward':%d"
              .formatted(i, i, i == 0 ? "" : "n" + (i - 1) / 2, i * 37 % 101));
      l.add(
          "TaskTransition",
          at + 3,
          "'id':'t%d','task':'t','state':'x%d','action':'a%d','reward':%d,'next':'x%d'"
              .formatted(i, i % 3, i % 2, i % 3 * 4, (i + 1) % 3));
    }
    l.lines.sort(Comparator.comparingLong(Lines::time));
    // Of an hour before, and later than the bound; ahead of its arrival.
    l.add("DataVote", 60, "'id':'late','sample':'s1','judge':'late','opinion':'BOTH_CORRECT'");
    l.add(
        "DataVote",
        2900,
        "'id':'ahead','sample':'s39','judge':'k','opinion':'BOTH_CORRECT','ingestTime':"
            + (START + 2_600_000));
    return l.lines;
  }

  static List<String> gate() {
    Lines l = new Lines();
    for (int i = 0; i < 40; i++) {
      l.add(
          "GateProposal",
          i * 10,
          "'actionId':'a%d','risk':'%s','fields':{'speed':%d}"
              .formatted(i, i % 3 == 0 ? "irreversible" : "reversible", i % 5));
      l.add(
          "GateCritique",
          i * 10 + 1,
          "'actionId':'a%d','critic':'c%d','probability':%s"
              .formatted(i, i % 2, i % 4 == 0 ? "0.2" : "0.9"));
      l.add("GateOutcome", i * 10 + 3, "'actionId':'a%d','right':%s".formatted(i, i % 4 > 0));
      // A judgement of the critic that comes between two verdicts, and an event out of order.
      l.add(
          "GateEvent",
          i * 10 + (i % 7 == 6 ? -8 : 5),
          "'episode':'e%d','subgoal':%d,'kind':'%s','primitive':'grasp'"
              .formatted(i / 4, i % 4, i % 4 == 3 ? "EXCEPTION" : "END"));
    }
    // Later than an action is kept, and ahead of its arrival.
    l.add("GateProposal", 4200, "'actionId':'last','risk':'reversible'");
    l.add("GateProposal", 300, "'actionId':'late','risk':'reversible'");
    l.add(
        "GateProposal",
        4600,
        "'actionId':'ahead','risk':'reversible','ingestTime':" + (START + 4_300_000));
    return l.lines;
  }
}
