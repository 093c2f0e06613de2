/**
 * Slates: several arms shown at once, what was clicked where, and what another policy would earn.
 */
package io.flyball.core.bandit.slate;
