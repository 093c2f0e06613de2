/**
 * Rules that are exchanged while a job runs: expressions of the Common Expression Language, typed
 * and bounded before one of them is used.
 */
package io.flyball.core.gate.rules;
