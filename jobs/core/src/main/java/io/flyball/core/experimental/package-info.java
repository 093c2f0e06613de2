/**
 * What is weaker than what stands beside it, and is kept to be tried: nothing here is a default.
 */
package io.flyball.core.experimental;
