/** Many components, one number: scales and weights, given or earned. */
package io.flyball.core.reward.weigh;
