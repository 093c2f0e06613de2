package io.flyball.core.control;

import io.flyball.core.control.functions.FunctionSetting;
import java.util.List;

/**
 * What one camera is told to set.
 *
 * @param id that of the window that led to it; when all codes are sent again, that of the next
 *     window and {@code /resend}
 * @param timeMs arrival of what led to it, epoch ms
 * @param deviceUs device time of the end of the window that led to it
 * @param functions what its sensor's functions are set to; those that do not change are left out
 * @param codes every code in force after it
 * @param version of the control update in force; 0 for the configuration
 */
public record CameraCommand(
    String id,
    String camera,
    String sensor,
    long timeMs,
    long deviceUs,
    List<BiasWrite> writes,
    List<FunctionSetting> functions,
    BiasCodes codes,
    ControlMode mode,
    long version) {}
