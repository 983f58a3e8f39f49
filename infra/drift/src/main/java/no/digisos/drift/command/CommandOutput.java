package no.digisos.drift.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import no.digisos.common.observability.SafeTrace;
import picocli.CommandLine;

/** How the program speaks: answers as JSON on standard output, one sentence on standard error when it cannot. */
@ApplicationScoped
public class CommandOutput {
    private final ObjectMapper mapper;

    public CommandOutput(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Produces
    CommandLine make(PicocliCommandLineFactory factory) {
        CommandLine line = factory.create().setExecutionExceptionHandler((failure, command, result) -> {
            Log.debug("the command failed", SafeTrace.of(failure));
            command.getErr().println(command.getCommandName() + ": " + Sentence.about(failure));
            return ExitCodes.COULD_NOT;
        });
        Values.read(line);
        return line;
    }

    /** Refused by the state of things: one sentence on standard error, and the exit code that goes with it. */
    public int refused(String sentence) {
        System.err.println("digisos-drift: " + sentence);
        return ExitCodes.REFUSED;
    }

    /** One line of JSON on standard output. */
    public void answer(Object answer) {
        try {
            System.out.println(mapper.writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
