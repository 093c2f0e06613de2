/** Parquet without Hadoop. */
package io.flyball.connectors.parquet;
