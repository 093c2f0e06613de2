/** What learners in several places tell each other, in few bytes. */
package io.flyball.core.sync;
