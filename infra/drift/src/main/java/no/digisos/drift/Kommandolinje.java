package no.digisos.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import no.digisos.common.observability.Feilspor;
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
        CommandLine linje = fabrikk.create().setExecutionExceptionHandler((feil, kommando, resultat) -> {
            Log.debug("kommandoen feilet", Feilspor.av(feil));
            kommando.getErr().println(kommando.getCommandName() + ": " + Setning.om(feil));
            return Utgang.KUNNE_IKKE;
        });
        Verdier.les(linje);
        return linje;
    }

    /** Refused by the state of things: one sentence on standard error, and the exit code that goes with it. */
    public int nektet(String setning) {
        System.err.println("digisos-drift: " + setning);
        return Utgang.NEKTET;
    }

    /** One line of JSON on standard output. */
    public void svar(Object svar) {
        try {
            System.out.println(mapper.writeValueAsString(svar));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
