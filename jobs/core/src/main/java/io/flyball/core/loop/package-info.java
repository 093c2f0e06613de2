/**
 * What a feedback loop does to what it measures: concentration and diversity of what is shown and
 * chosen, source bias, immediate against hindsight feedback, judges, multi-turn feedback, and the
 * governor that pushes back.
 */
package io.flyball.core.loop;
