/** What may be added to a reward without changing what it asks for, and what may not. */
package io.flyball.core.reward.shape;
