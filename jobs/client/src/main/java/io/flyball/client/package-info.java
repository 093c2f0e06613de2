/**
 * Decisions in the process that needs them: the client follows the snapshots of policies on Kafka,
 * decides as the bandit job would, and logs what it showed for the job to learn from.
 */
package io.flyball.client;
