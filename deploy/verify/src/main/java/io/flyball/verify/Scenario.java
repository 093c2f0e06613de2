package io.flyball.verify;

import io.flyball.verify.JobFaultTest.Load;

/** What happens to a job while it is fed; the outcome must be that of a calm run all the same. */
interface Scenario {
  /** As it is called on the command line. */
  String name();

  /** The options of the run; records and seed may be fixed. */
  default VerifyOptions options(VerifyOptions wanted) {
    return wanted;
  }

  /** How many records are fed where the job's own load has {@code good}. */
  default long records(long good) {
    return good;
  }

  /** The load under this scenario. */
  default Load load(Load calm, long good) {
    return calm;
  }

  /** What feeds the load. */
  default Feeder feeder(Load load, Site site) {
    return new KafkaFeeder(load, site.address().bootstrap());
  }

  /** Whether the load goes through a gateway, which can be killed. */
  default boolean hasGateway() {
    return false;
  }

  /** Slots of each TaskManager. */
  default int slots() {
    return 1;
  }

  /** Whether it makes sense for a job. */
  default boolean suits(JobFaultTest job) {
    return true;
  }

  /** Returns once everything is fed and the job is well, with the job that is running then. */
  Submission run(Stage stage, RunHistory story);
}
