package no.digisos.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.sql.SQLException;
import no.digisos.common.database.DatabaseException;
import picocli.CommandLine;

/** How the program speaks: answers as JSON on standard output, one sentence on standard error when it cannot. */
@ApplicationScoped
public class Kommandolinje {
    private final ObjectMapper mapper;

    public Kommandolinje(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Produces
    CommandLine lag(PicocliCommandLineFactory fabrikk) {
        return fabrikk.create().setExecutionExceptionHandler((feil, linje, resultat) -> {
            Log.debug("kommandoen feilet", feil);
            linje.getErr().println(linje.getCommandName() + ": " + setning(feil));
            return Utgang.KUNNE_IKKE;
        });
    }

    /** One line of JSON on standard output. */
    public void svar(Object svar) {
        try {
            System.out.println(mapper.writeValueAsString(svar));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String setning(Exception feil) {
        if (feil instanceof SQLException || feil instanceof DatabaseException) {
            return "the database does not answer as it should (" + feil.getMessage() + ")";
        }
        String melding = feil.getMessage();
        return melding == null ? feil.getClass().getSimpleName() : melding;
    }
}
