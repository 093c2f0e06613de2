/** Decisions and rewards as Vowpal Wabbit logs them: text lines and dsjson. */
package io.flyball.connectors.vw;
