package dev.liveshelf;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes down what the shop logs, at every level, until it is closed. */
public final class LogLines extends Handler implements AutoCloseable {

    /** A line, and the trace of a failure, if there is one. */
    public record LogLine(Level level, String text, String trace) {}

    private final Logger logger = Logger.getLogger("dev.liveshelf");
    private final Level before = logger.getLevel();
    private final List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());

    public LogLines() {
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        StringWriter trace = new StringWriter();
        if (line.getThrown() != null) {
            line.getThrown().printStackTrace(new PrintWriter(trace));
        }
        lines.add(new LogLine(line.getLevel(), line.getMessage(), trace.toString()));
    }

    public List<LogLine> lines() {
        return List.copyOf(lines);
    }

    /** Returns the texts of lines of this event. */
    public List<String> of(String event) {
        return lines().stream()
                .map(LogLine::text)
                .filter(text -> (text + " ").startsWith("event=" + event + " "))
                .toList();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
