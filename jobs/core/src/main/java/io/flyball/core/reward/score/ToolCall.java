package io.flyball.core.reward.score;

import java.util.Map;

/**
 * One call of a tool.
 *
 * @param name of the tool
 * @param parameters values by name, compared as text
 */
public record ToolCall(String name, Map<String, String> parameters) {
  public ToolCall {
    parameters = Map.copyOf(parameters);
  }
}
