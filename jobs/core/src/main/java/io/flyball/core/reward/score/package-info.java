/** Components of a reward: what one look at an outcome is worth. */
package io.flyball.core.reward.score;
