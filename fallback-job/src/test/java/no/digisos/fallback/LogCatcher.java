package no.digisos.fallback;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Catches the lines that our own code logs until it is closed, with the fields that they have then. */
public final class LogCatcher extends Handler implements AutoCloseable {
    private static final Formatter MELDING = new PatternFormatter("%s");

    private final Logger logger = Logger.getLogger("no.digisos");
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** One line. */
    public record Line(String tekst, boolean medSpor, String digisosId, String navEksternRefId) {}

    /** Catches from now on. */
    public LogCatcher() {
        logger.addHandler(this);
    }

    /** The lines that have this text. */
    public List<Line> with(String part) {
        return lines.stream().filter(line -> line.tekst().contains(part)).toList();
    }

    /** Every line. */
    public List<Line> all() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord record) {
        ExtLogRecord line = ExtLogRecord.wrap(record);
        lines.add(new Line(
                MELDING.format(line),
                record.getThrown() != null,
                String.valueOf(line.getMdc("digisosId")),
                String.valueOf(line.getMdc("navEksternRefId"))));
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
