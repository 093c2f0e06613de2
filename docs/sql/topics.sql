-- Generated: ./mvnw -pl deploy/cli -am test -Dtest=SqlTablesTest -Dsurefire.failIfNoSpecifiedTests=false -Dflyball.regenerate=true

-- What was shown to whom, where, by which model and with what propensity.
CREATE TABLE `feedback_exposures` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `user` STRING NOT NULL,
  `item` STRING NOT NULL,
  `decisionId` STRING,
  `session` STRING,
  `surface` STRING NOT NULL,
  `position` INT NOT NULL,
  `itemSource` STRING NOT NULL,
  `categories` ARRAY<STRING NOT NULL> NOT NULL,
  `modelVersion` STRING,
  `propensity` DOUBLE,
  `randomHoldout` BOOLEAN NOT NULL,
  `sentAt` TIMESTAMP_LTZ(3),
  `shiftMs` BIGINT,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'feedback.exposures',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'Exposure',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Clicks, dwell, ratings, corrections, hindsight: what users answered.
CREATE TABLE `feedback_signals` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `user` STRING NOT NULL,
  `kind` STRING NOT NULL,
  `exposureId` STRING,
  `decisionId` STRING,
  `item` STRING,
  `value` DOUBLE,
  `stage` STRING NOT NULL,
  `actor` STRING NOT NULL,
  `traceId` STRING,
  `spanId` STRING,
  `text` STRING,
  `sentAt` TIMESTAMP_LTZ(3),
  `shiftMs` BIGINT,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'feedback.signals',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'FeedbackSignal',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Every accepted signal joined to its exposure, and every exposure that stayed unanswered.
CREATE TABLE `feedback_attributed` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `subject` STRING NOT NULL,
  `status` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `user` STRING NOT NULL,
  `exposure` ROW<`id` STRING NOT NULL, `time` TIMESTAMP_LTZ(3) NOT NULL, `user` STRING NOT NULL, `item` STRING NOT NULL, `decisionId` STRING, `session` STRING, `surface` STRING NOT NULL, `position` INT NOT NULL, `itemSource` STRING NOT NULL, `categories` ARRAY<STRING NOT NULL> NOT NULL, `modelVersion` STRING, `propensity` DOUBLE, `randomHoldout` BOOLEAN NOT NULL, `sentAt` TIMESTAMP_LTZ(3), `shiftMs` BIGINT>,
  `signal` ROW<`id` STRING NOT NULL, `time` TIMESTAMP_LTZ(3) NOT NULL, `user` STRING NOT NULL, `kind` STRING NOT NULL, `exposureId` STRING, `decisionId` STRING, `item` STRING, `value` DOUBLE, `stage` STRING NOT NULL, `actor` STRING NOT NULL, `traceId` STRING, `spanId` STRING, `text` STRING, `sentAt` TIMESTAMP_LTZ(3), `shiftMs` BIGINT>,
  `delayMs` BIGINT,
  `immediate` ROW<`id` STRING NOT NULL, `time` TIMESTAMP_LTZ(3) NOT NULL, `user` STRING NOT NULL, `kind` STRING NOT NULL, `exposureId` STRING, `decisionId` STRING, `item` STRING, `value` DOUBLE, `stage` STRING NOT NULL, `actor` STRING NOT NULL, `traceId` STRING, `spanId` STRING, `text` STRING, `sentAt` TIMESTAMP_LTZ(3), `shiftMs` BIGINT>,
  `hindsight` ROW<`id` STRING NOT NULL, `time` TIMESTAMP_LTZ(3) NOT NULL, `user` STRING NOT NULL, `kind` STRING NOT NULL, `exposureId` STRING, `decisionId` STRING, `item` STRING, `value` DOUBLE, `stage` STRING NOT NULL, `actor` STRING NOT NULL, `traceId` STRING, `spanId` STRING, `text` STRING, `sentAt` TIMESTAMP_LTZ(3), `shiftMs` BIGINT>,
  `revision` INT NOT NULL,
  `retracts` STRING,
  `late` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'feedback.attributed',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'AttributedFeedback',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- What drifted, was abused or was refused, with the evidence.
CREATE TABLE `alerts` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `job` STRING NOT NULL,
  `kind` STRING NOT NULL,
  `scope` STRING NOT NULL,
  `severity` STRING NOT NULL,
  `since` TIMESTAMP_LTZ(3) NOT NULL,
  `summary` STRING NOT NULL,
  `evidence` ARRAY<STRING NOT NULL> NOT NULL,
  `values` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'alerts',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'Alert',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Versioned parameters; the highest version of a target wins.
CREATE TABLE `control` (
  `record_key` STRING NOT NULL,
  `target` STRING NOT NULL,
  `version` BIGINT NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `parameters` MAP<STRING, STRING NOT NULL> NOT NULL,
  `author` STRING,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  PRIMARY KEY (`record_key`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'control',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'ControlUpdate',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Raw bytes of every refused record, where it came from and why.
CREATE TABLE `dead_letters` (
  `record_key` STRING,
  `job` STRING NOT NULL,
  `reason` STRING NOT NULL,
  `field` STRING NOT NULL,
  `message` STRING NOT NULL,
  `topic` STRING NOT NULL,
  `partition` INT NOT NULL,
  `offset` BIGINT NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `key` BYTES,
  `value` BYTES,
  `headers` MAP<STRING, BYTES NOT NULL> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'dead-letters',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'DeadLetter',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- What decisions were worth, with every component beside the scalar.
CREATE TABLE `rewards` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `decisionId` STRING NOT NULL,
  `kind` STRING NOT NULL,
  `value` DOUBLE,
  `objectives` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `components` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `weight` DOUBLE NOT NULL,
  `arm` STRING,
  `propensity` DOUBLE,
  `revision` INT NOT NULL,
  `corrects` STRING,
  `weightsVersion` BIGINT NOT NULL,
  `shadow` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `evidence` ARRAY<STRING NOT NULL> NOT NULL,
  `adjustments` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `position` INT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'rewards',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'Reward',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Attempts that are compared within their group.
CREATE TABLE `reward_members` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `groupId` STRING NOT NULL,
  `decisionId` STRING,
  `expectedSize` INT,
  `components` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `propensity` DOUBLE,
  `teacher` BOOLEAN NOT NULL,
  `expectedCalls` ARRAY<ROW<`name` STRING NOT NULL, `parameters` MAP<STRING, STRING NOT NULL> NOT NULL> NOT NULL>,
  `calls` ARRAY<ROW<`name` STRING NOT NULL, `parameters` MAP<STRING, STRING NOT NULL> NOT NULL> NOT NULL>,
  `output` STRING,
  `responseDue` BOOLEAN NOT NULL,
  `answers` ARRAY<STRING NOT NULL> NOT NULL,
  `solved` BOOLEAN NOT NULL,
  `step` INT NOT NULL,
  `request` STRING,
  `candidate` STRING,
  `remark` STRING,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'reward.members',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'GroupMember',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- What was tried for a request, and how it scored.
CREATE TABLE `reward_memories` (
  `record_key` STRING,
  `request` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `best` STRING NOT NULL,
  `tried` ARRAY<ROW<`id` STRING NOT NULL, `time` TIMESTAMP_LTZ(3) NOT NULL, `candidate` STRING, `remark` STRING, `score` DOUBLE NOT NULL, `rank` DOUBLE NOT NULL> NOT NULL> NOT NULL,
  `forgotten` BIGINT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'reward.memories',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'RequestMemory',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Which of these arms for this context.
CREATE TABLE `bandit_requests` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `context` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `arms` ARRAY<ROW<`id` STRING NOT NULL, `features` ARRAY<DOUBLE NOT NULL> NOT NULL, `eligible` BOOLEAN NOT NULL, `namedFeatures` MAP<STRING, MAP<STRING, STRING> NOT NULL> NOT NULL> NOT NULL> NOT NULL,
  `weights` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `forcedArm` STRING,
  `baselineArm` STRING,
  `deferred` BOOLEAN NOT NULL,
  `importance` DOUBLE NOT NULL,
  `loggedArm` STRING,
  `loggedPropensity` DOUBLE,
  `loggedPropensities` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `namedContext` MAP<STRING, MAP<STRING, STRING> NOT NULL> NOT NULL,
  `positions` INT NOT NULL,
  `slots` ARRAY<ROW<`arms` ARRAY<STRING NOT NULL> NOT NULL> NOT NULL> NOT NULL,
  `loggedSlate` ARRAY<ROW<`arm` STRING NOT NULL, `propensity` DOUBLE NOT NULL> NOT NULL> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'bandit.requests',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'DecisionRequest',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- What every arm of a decision would have earned, for policies that learn from all arms.
CREATE TABLE `bandit_observations` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `decisionId` STRING NOT NULL,
  `rewards` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'bandit.observations',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'BanditObservations',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- The arm, its propensity and those of all other arms.
CREATE TABLE `bandit_decisions` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `policy` STRING NOT NULL,
  `arm` STRING NOT NULL,
  `propensity` DOUBLE NOT NULL,
  `arms` ARRAY<STRING NOT NULL> NOT NULL,
  `propensities` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `policyVersion` BIGINT NOT NULL,
  `algorithm` STRING NOT NULL,
  `mode` STRING NOT NULL,
  `forced` BOOLEAN NOT NULL,
  `shadowArm` STRING,
  `pending` INT NOT NULL,
  `status` STRING NOT NULL,
  `refusal` STRING,
  `message` STRING,
  `slate` ARRAY<ROW<`arm` STRING NOT NULL, `propensity` DOUBLE NOT NULL> NOT NULL> NOT NULL,
  `observe` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'bandit.decisions',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'Decision',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Every decision with its reward, or without one when none came.
CREATE TABLE `bandit_outcomes` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `policy` STRING NOT NULL,
  `decidedAt` TIMESTAMP_LTZ(3) NOT NULL,
  `context` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `arm` STRING NOT NULL,
  `propensity` DOUBLE NOT NULL,
  `arms` ARRAY<STRING NOT NULL> NOT NULL,
  `propensities` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `status` STRING NOT NULL,
  `reward` DOUBLE,
  `objectives` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `rewards` INT NOT NULL,
  `duplicates` INT NOT NULL,
  `importance` DOUBLE NOT NULL,
  `mode` STRING NOT NULL,
  `forced` BOOLEAN NOT NULL,
  `versionAtDecision` BIGINT NOT NULL,
  `versionAtLearning` BIGINT NOT NULL,
  `revision` INT NOT NULL,
  `position` INT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'bandit.outcomes',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'DecisionOutcome',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Versioned parameters of each policy.
CREATE TABLE `bandit_snapshots` (
  `record_key` STRING NOT NULL,
  `policy` STRING NOT NULL,
  `shard` INT NOT NULL,
  `version` BIGINT NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `algorithm` STRING NOT NULL,
  `decided` BIGINT NOT NULL,
  `learned` BIGINT NOT NULL,
  `model` BYTES NOT NULL,
  `evidence` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `seed` BIGINT NOT NULL,
  `horizon` BIGINT NOT NULL,
  `mode` STRING NOT NULL,
  `bornArms` INT NOT NULL,
  `controlVersion` BIGINT NOT NULL,
  `jobControlVersion` BIGINT NOT NULL,
  `held` BOOLEAN NOT NULL,
  `exploreLeast` DOUBLE NOT NULL,
  `exploreTotal` DOUBLE NOT NULL,
  `readsFeatures` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  PRIMARY KEY (`record_key`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'bandit.snapshots',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'PolicySnapshot',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- What other algorithms would have earned on the same decisions, with confidence intervals.
CREATE TABLE `bandit_evaluations` (
  `record_key` STRING,
  `policy` STRING NOT NULL,
  `candidate` STRING NOT NULL,
  `algorithm` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `rows` BIGINT NOT NULL,
  `trusted` BOOLEAN NOT NULL,
  `values` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'bandit.evaluations',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'PolicyEvaluation',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Rewards that came after their decision was resolved and that no correction took up.
CREATE TABLE `bandit_late_rewards` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `decisionId` STRING NOT NULL,
  `kind` STRING NOT NULL,
  `value` DOUBLE,
  `objectives` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `components` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `weight` DOUBLE NOT NULL,
  `arm` STRING,
  `propensity` DOUBLE,
  `revision` INT NOT NULL,
  `corrects` STRING,
  `weightsVersion` BIGINT NOT NULL,
  `shadow` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `evidence` ARRAY<STRING NOT NULL> NOT NULL,
  `adjustments` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `position` INT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'bandit.late-rewards',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'Reward',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Models that a policy begins from, or is set back to.
CREATE TABLE `bandit_warm_starts` (
  `record_key` STRING,
  `policy` STRING NOT NULL,
  `shard` INT NOT NULL,
  `version` BIGINT NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `algorithm` STRING NOT NULL,
  `decided` BIGINT NOT NULL,
  `learned` BIGINT NOT NULL,
  `model` BYTES NOT NULL,
  `evidence` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `seed` BIGINT NOT NULL,
  `horizon` BIGINT NOT NULL,
  `mode` STRING NOT NULL,
  `bornArms` INT NOT NULL,
  `controlVersion` BIGINT NOT NULL,
  `jobControlVersion` BIGINT NOT NULL,
  `held` BOOLEAN NOT NULL,
  `exploreLeast` DOUBLE NOT NULL,
  `exploreTotal` DOUBLE NOT NULL,
  `readsFeatures` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'bandit.warm-starts',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'PolicySnapshot',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Raw encoded events with device times and sequence numbers.
CREATE TABLE `camera_packets` (
  `record_key` STRING,
  `camera` STRING NOT NULL,
  `sensor` STRING NOT NULL,
  `session` BIGINT NOT NULL,
  `sequence` BIGINT NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `startUs` BIGINT NOT NULL,
  `endUs` BIGINT NOT NULL,
  `encoding` STRING NOT NULL,
  `width` INT NOT NULL,
  `height` INT NOT NULL,
  `events` BYTES NOT NULL,
  `undercounted` BOOLEAN NOT NULL,
  `last` BOOLEAN NOT NULL,
  `biases` MAP<STRING, INT NOT NULL> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'camera.packets',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'EventPacket',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Bias codes to set, what they mean and why.
CREATE TABLE `camera_commands` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `camera` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `deviceUs` BIGINT NOT NULL,
  `settings` ARRAY<ROW<`bias` STRING NOT NULL, `register` STRING NOT NULL, `code` INT NOT NULL, `why` STRING NOT NULL, `saturated` BOOLEAN NOT NULL> NOT NULL> NOT NULL,
  `codes` MAP<STRING, INT NOT NULL> NOT NULL,
  `thetaOn` DOUBLE,
  `thetaOff` DOUBLE,
  `bandwidthHz` DOUBLE,
  `refractoryUs` DOUBLE,
  `mode` STRING NOT NULL,
  `controlVersion` BIGINT NOT NULL,
  `functions` ARRAY<ROW<`function` STRING NOT NULL, `enabled` BOOLEAN NOT NULL, `filter` STRING NOT NULL, `values` MAP<STRING, BIGINT NOT NULL> NOT NULL, `windows` ARRAY<ROW<`x` INT NOT NULL, `y` INT NOT NULL, `width` INT NOT NULL, `height` INT NOT NULL> NOT NULL> NOT NULL, `why` STRING NOT NULL, `clamped` BOOLEAN NOT NULL> NOT NULL> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'camera.commands',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'BiasCommand',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Measured event rates, in the band or not, undercounted or not.
CREATE TABLE `camera_windows` (
  `record_key` STRING,
  `camera` STRING NOT NULL,
  `sensor` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `startUs` BIGINT NOT NULL,
  `endUs` BIGINT NOT NULL,
  `nominalUs` BIGINT NOT NULL,
  `on` BIGINT NOT NULL,
  `off` BIGINT NOT NULL,
  `rate` DOUBLE NOT NULL,
  `side` STRING NOT NULL,
  `bandLow` DOUBLE NOT NULL,
  `bandHigh` DOUBLE NOT NULL,
  `undercounted` BOOLEAN NOT NULL,
  `lostPackets` BIGINT NOT NULL,
  `repeatedPackets` BIGINT NOT NULL,
  `codes` MAP<STRING, INT NOT NULL> NOT NULL,
  `command` STRING,
  `revision` INT NOT NULL,
  `provisional` BOOLEAN NOT NULL,
  `dropped` BIGINT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'camera.windows',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'RateWindow',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Reference maps: descriptors of places, and where they are.
CREATE TABLE `camera_references` (
  `record_key` STRING NOT NULL,
  `map` STRING NOT NULL,
  `number` INT NOT NULL,
  `version` BIGINT NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `x` DOUBLE NOT NULL,
  `y` DOUBLE NOT NULL,
  `descriptor` BYTES NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  PRIMARY KEY (`record_key`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'camera.references',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'PlaceReference',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- The place at which each camera takes itself to be, with distance and margin.
CREATE TABLE `camera_places` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `camera` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `startUs` BIGINT NOT NULL,
  `endUs` BIGINT NOT NULL,
  `map` STRING NOT NULL,
  `number` INT NOT NULL,
  `x` DOUBLE NOT NULL,
  `y` DOUBLE NOT NULL,
  `distance` DOUBLE NOT NULL,
  `margin` DOUBLE NOT NULL,
  `references` INT NOT NULL,
  `undercounted` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'camera.places',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'CameraPlace',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- One metric of one window of one scope.
CREATE TABLE `loop_metrics` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `scope` STRING NOT NULL,
  `metric` STRING NOT NULL,
  `windowStart` TIMESTAMP_LTZ(3) NOT NULL,
  `windowEnd` TIMESTAMP_LTZ(3) NOT NULL,
  `value` DOUBLE,
  `standardError` DOUBLE NOT NULL,
  `events` BIGINT NOT NULL,
  `revision` INT NOT NULL,
  `retracts` STRING,
  `final` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `windowEnd` AS `windowEnd` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'loop.metrics',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'LoopMetric',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Metrics of windows that are still open, where loop.early asks for them.
CREATE TABLE `loop_early` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `scope` STRING NOT NULL,
  `metric` STRING NOT NULL,
  `windowStart` TIMESTAMP_LTZ(3) NOT NULL,
  `windowEnd` TIMESTAMP_LTZ(3) NOT NULL,
  `value` DOUBLE,
  `standardError` DOUBLE NOT NULL,
  `events` BIGINT NOT NULL,
  `revision` INT NOT NULL,
  `retracts` STRING,
  `final` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `windowEnd` AS `windowEnd` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'loop.early',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'LoopMetric',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Turns of attempts at tasks and the feedback on them.
CREATE TABLE `loop_turns` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `episode` STRING NOT NULL,
  `task` STRING NOT NULL,
  `model` STRING NOT NULL,
  `turn` INT NOT NULL,
  `answer` STRING NOT NULL,
  `user` STRING NOT NULL,
  `text` STRING,
  `score` DOUBLE,
  `proposal` BOOLEAN NOT NULL,
  `judge` STRING,
  `feedback` STRING NOT NULL,
  `right` BOOLEAN,
  `satisfied` INT,
  `constraints` INT,
  `last` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'loop.turns',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'EpisodeTurn',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Nodes of execution graphs.
CREATE TABLE `loop_spans` (
  `record_key` STRING,
  `traceId` STRING NOT NULL,
  `spanId` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `parents` ARRAY<STRING NOT NULL> NOT NULL,
  `operation` STRING NOT NULL,
  `trainable` BOOLEAN NOT NULL,
  `text` STRING,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'loop.spans',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'Span',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Feedback carried back to what made the result.
CREATE TABLE `loop_stage_feedback` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `traceId` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `parameter` STRING NOT NULL,
  `output` STRING NOT NULL,
  `feedback` STRING NOT NULL,
  `depth` INT NOT NULL,
  `subgraph` ARRAY<STRING NOT NULL> NOT NULL,
  `revision` INT NOT NULL,
  `edits` INT NOT NULL,
  `netEdit` INT,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'loop.stage-feedback',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'StageFeedback',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- States, symbols, values, outcomes, and drives with their responses.
CREATE TABLE `modes_observations` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `entity` STRING NOT NULL,
  `segment` STRING NOT NULL,
  `policyVersion` STRING NOT NULL,
  `state` INT,
  `symbol` INT,
  `value` DOUBLE,
  `outcome` ROW<`context` STRING NOT NULL, `mode` INT NOT NULL, `success` BOOLEAN NOT NULL>,
  `pair` ROW<`drive` DOUBLE NOT NULL, `response` DOUBLE NOT NULL>,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'modes.observations',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'ModeObservation',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- The mode of an entity after each observation, with its posterior, surprise and dwell time.
CREATE TABLE `modes_states` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `entity` STRING NOT NULL,
  `segment` STRING NOT NULL,
  `mode` INT NOT NULL,
  `since` TIMESTAMP_LTZ(3) NOT NULL,
  `posterior` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `entropy` DOUBLE,
  `surprise` DOUBLE,
  `left` INT,
  `dwellMs` BIGINT,
  `level` DOUBLE,
  `burst` BOOLEAN NOT NULL,
  `modelVersion` BIGINT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'modes.states',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'ModeState',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- How entities of a segment move between modes, and whether the movement gets stuck.
CREATE TABLE `modes_rates` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `segment` STRING NOT NULL,
  `method` STRING NOT NULL,
  `states` INT NOT NULL,
  `pairs` DOUBLE NOT NULL,
  `impossible` DOUBLE NOT NULL,
  `rates` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `notIdentified` STRING,
  `stationary` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `relaxationTime` DOUBLE,
  `firstPassage` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `entropyProduction` DOUBLE,
  `oneWayPairs` INT NOT NULL,
  `drift` DOUBLE,
  `learned` ROW<`transition` ARRAY<DOUBLE NOT NULL> NOT NULL, `emission` ARRAY<DOUBLE NOT NULL> NOT NULL, `symbols` BIGINT NOT NULL>,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'modes.rates',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'ModeRates',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- How many modes a user, a policy or a segment still uses, and signs of a tipping point.
CREATE TABLE `modes_diversity` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `scope` STRING NOT NULL,
  `modes` INT NOT NULL,
  `attempts` BIGINT NOT NULL,
  `successes` BIGINT NOT NULL,
  `entropy` DOUBLE,
  `conditionalEntropy` DOUBLE,
  `effectiveModes` DOUBLE,
  `divergence` DOUBLE,
  `scores` MAP<STRING, DOUBLE NOT NULL> NOT NULL,
  `tipping` ARRAY<ROW<`mode` INT NOT NULL, `pairs` BIGINT NOT NULL, `hysteresisArea` DOUBLE, `gain` DOUBLE, `variance` DOUBLE NOT NULL, `autocorrelation` DOUBLE, `loopGain` DOUBLE> NOT NULL> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'modes.diversity',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'ModeDiversity',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- What a model answered to a training sample.
CREATE TABLE `dataloop_probes` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `sample` STRING NOT NULL,
  `source` STRING NOT NULL,
  `capability` STRING NOT NULL,
  `label` ARRAY<STRING NOT NULL> NOT NULL,
  `answer` ARRAY<STRING NOT NULL> NOT NULL,
  `logProbability` DOUBLE NOT NULL,
  `tokens` BIGINT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'dataloop.probes',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'DataProbe',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Opinions of judges on samples whose label and answer differ.
CREATE TABLE `dataloop_votes` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `sample` STRING NOT NULL,
  `judge` STRING NOT NULL,
  `opinion` STRING,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'dataloop.votes',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'DataVote',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Samples to train on, their labels repaired.
CREATE TABLE `dataloop_train` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `source` STRING NOT NULL,
  `capability` STRING NOT NULL,
  `verdict` STRING NOT NULL,
  `label` ARRAY<STRING NOT NULL> NOT NULL,
  `answer` ARRAY<STRING NOT NULL> NOT NULL,
  `perplexity` DOUBLE NOT NULL,
  `votes` INT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'dataloop.train',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'DataSample',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Hard or broken samples, seeds of more like them.
CREATE TABLE `dataloop_expand` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `source` STRING NOT NULL,
  `capability` STRING NOT NULL,
  `verdict` STRING NOT NULL,
  `label` ARRAY<STRING NOT NULL> NOT NULL,
  `answer` ARRAY<STRING NOT NULL> NOT NULL,
  `perplexity` DOUBLE NOT NULL,
  `votes` INT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'dataloop.expand',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'DataSample',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Samples that the model has mastered, or on which judges did not agree.
CREATE TABLE `dataloop_drop` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `source` STRING NOT NULL,
  `capability` STRING NOT NULL,
  `verdict` STRING NOT NULL,
  `label` ARRAY<STRING NOT NULL> NOT NULL,
  `answer` ARRAY<STRING NOT NULL> NOT NULL,
  `perplexity` DOUBLE NOT NULL,
  `votes` INT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'dataloop.drop',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'DataSample',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Label noise by source and mastery by capability, with intervals.
CREATE TABLE `dataloop_rates` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `scope` STRING NOT NULL,
  `samples` BIGINT NOT NULL,
  `added` BIGINT NOT NULL,
  `rate` DOUBLE NOT NULL,
  `low` DOUBLE NOT NULL,
  `high` DOUBLE NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'dataloop.rates',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'DataRate',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Nodes of searches over actions, and their rewards.
CREATE TABLE `search_steps` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `search` STRING NOT NULL,
  `node` STRING NOT NULL,
  `parent` STRING,
  `watched` BOOLEAN NOT NULL,
  `patch` BOOLEAN NOT NULL,
  `correction` BOOLEAN NOT NULL,
  `reward` DOUBLE,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'search.steps',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'SearchStep',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- The node to expand next and the best trajectory.
CREATE TABLE `search_states` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `search` STRING NOT NULL,
  `next` STRING,
  `best` ARRAY<STRING NOT NULL> NOT NULL,
  `nodes` INT NOT NULL,
  `evaluated` BIGINT NOT NULL,
  `waiting` BIGINT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'search.states',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'SearchState',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Steps of continuing tasks.
CREATE TABLE `learner_transitions` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `task` STRING NOT NULL,
  `state` STRING NOT NULL,
  `action` STRING NOT NULL,
  `reward` DOUBLE NOT NULL,
  `next` STRING NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'learner.transitions',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'TaskTransition',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Policies of continuing tasks, each time there is a new one.
CREATE TABLE `learner_plans` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `task` STRING NOT NULL,
  `version` BIGINT NOT NULL,
  `steps` BIGINT NOT NULL,
  `gain` DOUBLE NOT NULL,
  `differentialGain` DOUBLE NOT NULL,
  `states` ARRAY<STRING NOT NULL> NOT NULL,
  `actions` ARRAY<STRING NOT NULL> NOT NULL,
  `policy` ARRAY<STRING NOT NULL> NOT NULL,
  `bias` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `values` ARRAY<DOUBLE NOT NULL> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'learner.plans',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'TaskPlan',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Actions that ask to run.
CREATE TABLE `gate_proposals` (
  `record_key` STRING,
  `actionId` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `session` STRING NOT NULL,
  `task` STRING NOT NULL,
  `attempt` INT NOT NULL,
  `risk` STRING NOT NULL,
  `fields` MAP<STRING, STRING> NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'gate.proposals',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'GateProposal',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- What critics hold of actions.
CREATE TABLE `gate_critiques` (
  `record_key` STRING,
  `actionId` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `critic` STRING NOT NULL,
  `probability` DOUBLE,
  `suggestion` STRING NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'gate.critiques',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'GateCritique',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- In hindsight: whether actions were right.
CREATE TABLE `gate_outcomes` (
  `record_key` STRING,
  `actionId` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `right` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'gate.outcomes',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'GateOutcome',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- What happened while episodes ran: subgoals, exceptions, looks at the scene.
CREATE TABLE `gate_events` (
  `record_key` STRING,
  `episode` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `session` STRING NOT NULL,
  `subgoal` INT NOT NULL,
  `kind` STRING NOT NULL,
  `primitive` STRING NOT NULL,
  `detail` STRING NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'gate.events',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'GateEvent',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Whether an action runs, and why: one to an action.
CREATE TABLE `gate_verdicts` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `session` STRING NOT NULL,
  `task` STRING NOT NULL,
  `attempt` INT NOT NULL,
  `risk` STRING NOT NULL,
  `verdict` STRING NOT NULL,
  `reason` STRING NOT NULL,
  `probability` DOUBLE,
  `threshold` DOUBLE,
  `critics` ARRAY<ROW<`critic` STRING NOT NULL, `stated` DOUBLE NOT NULL, `calibrated` DOUBLE NOT NULL, `weight` DOUBLE NOT NULL> NOT NULL> NOT NULL,
  `rule` STRING NOT NULL,
  `suggestion` STRING NOT NULL,
  `rulesVersion` BIGINT NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'gate.verdicts',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'GateVerdict',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- Where an episode went wrong, with the evidence.
CREATE TABLE `gate_failures` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `episode` STRING NOT NULL,
  `subgoal` INT NOT NULL,
  `cause` STRING NOT NULL,
  `noticedAt` INT NOT NULL,
  `evidence` ARRAY<STRING NOT NULL> NOT NULL,
  `repair` INT NOT NULL,
  `abort` BOOLEAN NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'gate.failures',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'GateFailure',
  'value.fields-include' = 'EXCEPT_KEY'
);

-- What a session does next: go on, retry, recover or abort.
CREATE TABLE `gate_next` (
  `record_key` STRING,
  `id` STRING NOT NULL,
  `time` TIMESTAMP_LTZ(3) NOT NULL,
  `session` STRING NOT NULL,
  `episode` STRING NOT NULL,
  `move` STRING NOT NULL,
  `subgoal` INT NOT NULL,
  `looping` BOOLEAN NOT NULL,
  `chainSuccess` DOUBLE NOT NULL,
  `chainSuccessWithRetry` DOUBLE NOT NULL,
  `bottleneck` INT NOT NULL,
  `checkRate` DOUBLE NOT NULL,
  `record_headers` MAP<STRING, BYTES> METADATA FROM 'headers' VIRTUAL,
  `record_partition` INT NOT NULL METADATA FROM 'partition' VIRTUAL,
  `record_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL,
  WATERMARK FOR `time` AS `time` - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'gate.next',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.fields' = 'record_key',
  'key.format' = 'raw',
  'value.format' = 'flyball',
  'value.flyball.record' = 'GateNext',
  'value.fields-include' = 'EXCEPT_KEY'
);
