/** Tasks without episodes, judged by their reward per step in the long run. */
package io.flyball.core.continuing;
