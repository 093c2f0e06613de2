package io.flyball.core.dataloop;

import io.flyball.core.dataloop.LabelVote.Opinion;
import io.flyball.core.record.TextFormat;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One sample from its probe to its verdict: the closed data loop of LoopTool.
 *
 * <p>An answer with the parts of the label is decided at once, any other by the votes of judges,
 * one each, of which the first counts; votes may come before the probe. It is decided by the last
 * judge or at the deadline, where judges who have not voted count with weight 1. An opinion needs
 * more than half of the weight. Feed it in the order of time.
 */
public final class SampleJudging {
  private final SampleRules rules;
  private final Map<String, Optional<Opinion>> votes = new TreeMap<>();
  private SampleProbe probe;
  private boolean decided;

  public SampleJudging(SampleRules rules) {
    this.rules = rules;
  }

  /** Takes the probe; a second one changes nothing. */
  public Optional<JudgedSample> take(SampleProbe next) {
    if (probe != null) {
      return Optional.empty();
    }
    probe = next;
    if (next.agrees()) {
      boolean sure = next.perplexity() <= rules.sure();
      return decide(sure ? SampleVerdict.MASTERED : SampleVerdict.BORDERLINE, next.time());
    }
    return votes.size() >= rules.judges() ? byVotes(next.time()) : Optional.empty();
  }

  /** Takes a vote; one of a judge who has voted, and one beyond the last judge, change nothing. */
  public Optional<JudgedSample> take(LabelVote vote) {
    if (decided) {
      return Optional.empty();
    }
    if (votes.size() < rules.judges()) {
      votes.putIfAbsent(vote.judge(), Optional.ofNullable(vote.opinion()));
    }
    return probe != null && votes.size() >= rules.judges()
        ? byVotes(vote.time())
        : Optional.empty();
  }

  /** When it is decided whatever comes; empty before the probe and once it is decided. */
  public Optional<Long> deadline() {
    return probe == null || decided
        ? Optional.empty()
        : Optional.of(probe.time() + rules.deadline());
  }

  /** Decides by the votes that came. */
  public Optional<JudgedSample> expire(long time) {
    return deadline().isEmpty() ? Optional.empty() : byVotes(time);
  }

  private Optional<JudgedSample> byVotes(long time) {
    Map<Opinion, Double> support = new EnumMap<>(Opinion.class);
    double all = Math.max(0, rules.judges() - votes.size());
    for (Map.Entry<String, Optional<Opinion>> vote : votes.entrySet()) {
      double weight = rules.weight(vote.getKey());
      all += weight;
      vote.getValue().ifPresent(opinion -> support.merge(opinion, weight, Double::sum));
    }
    return decide(SampleVerdict.of(support, all), time);
  }

  private Optional<JudgedSample> decide(SampleVerdict verdict, long time) {
    decided = true;
    List<String> label =
        verdict == SampleVerdict.ORIGINAL_INCORRECT ? probe.answer() : probe.label();
    return Optional.of(new JudgedSample(probe, verdict, label, votes.size(), time));
  }

  /** Everything but the rules. */
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(decided);
    out.writeInt(votes.size());
    for (Map.Entry<String, Optional<Opinion>> vote : votes.entrySet()) {
      TextFormat.write(vote.getKey(), out);
      TextFormat.write(vote.getValue().map(Opinion::name).orElse(""), out);
    }
    out.writeBoolean(probe != null);
    if (probe != null) {
      for (String text : List.of(probe.sample(), probe.source(), probe.capability())) {
        TextFormat.write(text, out);
      }
      texts(probe.label(), out);
      texts(probe.answer(), out);
      out.writeDouble(probe.logProbability());
      out.writeLong(probe.tokens());
      out.writeLong(probe.time());
    }
  }

  private static void texts(List<String> texts, DataOutput out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      TextFormat.write(text, out);
    }
  }

  private static List<String> texts(DataInput in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(TextFormat.read(in));
    }
    return texts;
  }

  /** What {@link #write} wrote. */
  public static SampleJudging read(SampleRules rules, DataInput in) throws IOException {
    SampleJudging sample = new SampleJudging(rules);
    sample.decided = in.readBoolean();
    for (int left = in.readInt(); left > 0; left--) {
      String judge = TextFormat.read(in);
      String opinion = TextFormat.read(in);
      sample.votes.put(
          judge, opinion.isEmpty() ? Optional.empty() : Optional.of(Opinion.valueOf(opinion)));
    }
    if (in.readBoolean()) {
      sample.probe =
          new SampleProbe(
              TextFormat.read(in),
              TextFormat.read(in),
              TextFormat.read(in),
              texts(in),
              texts(in),
              in.readDouble(),
              in.readLong(),
              in.readLong());
    }
    return sample;
  }
}
