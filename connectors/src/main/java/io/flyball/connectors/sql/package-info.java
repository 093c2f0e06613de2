/** Flyball's topics as tables of Flink SQL. */
package io.flyball.connectors.sql;
