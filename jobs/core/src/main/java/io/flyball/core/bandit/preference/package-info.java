/** Policies that learn from which of two arms was preferred. */
package io.flyball.core.bandit.preference;
