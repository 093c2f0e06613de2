/** Drawn agents, critics and episodes, whose truth is known. */
package io.flyball.core.gate.sim;
