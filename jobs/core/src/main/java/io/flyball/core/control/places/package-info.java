/** Recognition of places by a controlled camera, and its margin as what a controller aims at. */
package io.flyball.core.control.places;
