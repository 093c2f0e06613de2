package io.flyball.jobs.deployment;

import io.flyball.jobs.bandit.BanditConfig;
import io.flyball.jobs.bias.BiasConfig;
import io.flyball.jobs.dataloop.DataloopConfig;
import io.flyball.jobs.feedback.FeedbackConfig;
import io.flyball.jobs.gate.GateConfig;
import io.flyball.jobs.loop.LoopConfig;
import io.flyball.jobs.modes.ModesConfig;
import io.flyball.jobs.reward.RewardConfig;
import io.flyball.jobs.runtime.FlinkConfig;
import io.flyball.jobs.runtime.KafkaConfig;
import io.flyball.jobs.runtime.config.Key;
import io.flyball.jobs.runtime.offline.OfflineConfig;

/** The configuration of one deployment: sections that all jobs share, and one for each job. */
public record FlyballConfig(
    @Key(meaning = "How to reach Kafka.") KafkaConfig kafka,
    @Key(meaning = "How Flink runs the jobs.") FlinkConfig flink,
    @Key(meaning = "Files of what the jobs write.") OfflineConfig offline,
    @Key(meaning = "The feedback job.") FeedbackConfig feedback,
    @Key(meaning = "The reward job.") RewardConfig reward,
    @Key(meaning = "The loop job.") LoopConfig loop,
    @Key(meaning = "The bandit job.") BanditConfig bandit,
    @Key(meaning = "The bias job.") BiasConfig bias,
    @Key(meaning = "The modes job.") ModesConfig modes,
    @Key(meaning = "The dataloop job.") DataloopConfig dataloop,
    @Key(meaning = "The gate job.") GateConfig gate,
    @Key(meaning = "HTTP in front of Kafka.") GatewayConfig gateway) {}
