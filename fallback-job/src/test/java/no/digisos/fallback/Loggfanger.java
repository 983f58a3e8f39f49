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
public final class Loggfanger extends Handler implements AutoCloseable {
    private static final Formatter MELDING = new PatternFormatter("%s");

    private final Logger logger = Logger.getLogger("no.digisos");
    private final List<Linje> linjer = new CopyOnWriteArrayList<>();

    /** One line. */
    public record Linje(String tekst, boolean medSpor, String digisosId, String navEksternRefId) {}

    /** Catches from now on. */
    public Loggfanger() {
        logger.addHandler(this);
    }

    /** The lines that have this text. */
    public List<Linje> med(String del) {
        return linjer.stream().filter(linje -> linje.tekst().contains(del)).toList();
    }

    /** Every line. */
    public List<Linje> alle() {
        return List.copyOf(linjer);
    }

    @Override
    public void publish(LogRecord record) {
        ExtLogRecord linje = ExtLogRecord.wrap(record);
        linjer.add(new Linje(
                MELDING.format(linje),
                record.getThrown() != null,
                String.valueOf(linje.getMdc("digisosId")),
                String.valueOf(linje.getMdc("navEksternRefId"))));
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
