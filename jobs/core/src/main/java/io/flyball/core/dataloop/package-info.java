/** Data that repairs itself between rounds of training, and memory of searches. */
package io.flyball.core.dataloop;
