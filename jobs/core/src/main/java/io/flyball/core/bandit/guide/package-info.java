/**
 * What steers a policy from outside: baselines, entropy bands, expert gates and the bound on how
 * far a change of rewards can move it.
 */
package io.flyball.core.bandit.guide;
