package io.flyball.cli.kafka;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** Everything that this JVM logs meanwhile, of every logger from INFO on, stack traces included. */
final class LogLines implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

  LogLines() {
    AbstractAppender appender =
        new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            keep(event);
          }
        };
    appender.start();
    for (LoggerConfig logger : context.getConfiguration().getLoggers().values()) {
      // Back with the configuration at the end; nobody reads all of this.
      List.copyOf(logger.getAppenders().keySet()).forEach(logger::removeAppender);
      logger.addAppender(appender, Level.INFO, null);
    }
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.INFO);
  }

  private void keep(LogEvent event) {
    StringBuilder line = new StringBuilder(event.getLoggerName()).append(' ');
    line.append(event.getMessage().getFormattedMessage());
    for (Throwable cause = event.getThrown(); cause != null; cause = cause.getCause()) {
      line.append('\n').append(cause);
    }
    lines.add(line.toString());
  }

  List<String> all() {
    return lines;
  }

  @Override
  public void close() {
    context.reconfigure();
  }
}
