/**
 * A bandit in service: requests in, decisions out, rewards learned, state in stores that an engine
 * keeps.
 */
package io.flyball.core.bandit.serve;
