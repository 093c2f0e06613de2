package io.flyball.connectors.text;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a reader wants of a table.
 *
 * @param fields that columns may fill; one whose name is given with {@code --map} and not here is
 *     refused
 * @param timeField the field whose unit is found from the first rows; null for none
 * @param headerless for a table without a header: column, counted from 0, by field; null where the
 *     first rows are of no known layout
 */
public record TableShape(
    List<TableField> fields,
    String timeField,
    Function<List<List<String>>, Map<String, Integer>> headerless) {}
