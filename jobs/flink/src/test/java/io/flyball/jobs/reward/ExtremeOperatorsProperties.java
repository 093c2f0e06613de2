package io.flyball.jobs.reward;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardRow;
import io.flyball.jobs.harness.ExtremeInputs;
import io.flyball.jobs.harness.ExtremeTrial;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.IntakeFunction;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.GroupMember;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;

/** Records at the limits of their schemas through the operators of the reward job. */
class ExtremeOperatorsProperties extends ExtremeInputs {
  private static final int TRIES = 15;

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRecordStopsTheJobOrTouchesAnotherKeyAndWhatIsRefusedLeavesNoTrace(
      @ForAll("reward") List<String> extremes) throws Exception {
    ExtremeTrial.check(
        List.of(AttributedFeedback.class, GroupMember.class),
        extremes,
        rewardGood(),
        ExtremeOperatorsProperties::run);
  }

  private static ExtremeTrial.Outcome run(List<JsonLines.Line> lines) throws Exception {
    RewardConfig config = Fixtures.config();
    RewardDecoder decoder = new RewardDecoder(config);
    try (Subtasks<RewardInput, RewardRow> intake =
            new Subtasks<>(Operators.intake(config), 1, false);
        Subtasks<RewardRow, Reward> ledger = new Subtasks<>(Operators.ledger(config), 1, false);
        Subtasks<RewardMember, Reward> groups =
            new Subtasks<>(Operators.groups(config), 1, false)) {
      for (JsonLines.Line line : lines) {
        RewardInput in = decoder.ingest(line.raw(), line.decoded());
        intake.send(in, in.time());
      }
      for (RewardRow row : intake.main()) {
        ledger.send(row, row.time());
      }
      for (RewardMember member : intake.side(RewardIntake.MEMBERS)) {
        groups.send(member, member.attempt().time());
      }
      ledger.watermark(Long.MAX_VALUE);
      groups.watermark(Long.MAX_VALUE);
      List<SpecificRecord> outputs = new ArrayList<>();
      ledger.main().forEach(reward -> outputs.add(RewardMapping.toAvro(reward)));
      groups.main().forEach(reward -> outputs.add(RewardMapping.toAvro(reward)));
      List<DeadLetter> letters = new ArrayList<>(intake.side(IntakeFunction.REFUSED));
      letters.addAll(groups.side(GroupFunction.REFUSED));
      return new ExtremeTrial.Outcome(outputs, letters);
    }
  }
}
