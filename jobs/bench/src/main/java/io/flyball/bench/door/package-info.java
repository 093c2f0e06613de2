/** The gateway and the client, each beside its floor. */
package io.flyball.bench.door;
