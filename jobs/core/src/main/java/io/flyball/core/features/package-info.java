/**
 * Features by name: hashed as Vowpal Wabbit does, combined by interactions, packed into sparse
 * vectors that shared regressions learn from.
 */
package io.flyball.core.features;
