package no.digisos.status.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A konto in the catalogue, with the names of KatalogKonto (fiksio.md 6). */
@RegisterForReflection
record DirectoryKonto(
        UUID fiksOrgId,
        String fiksOrgNavn,
        UUID kontoId,
        String kontoNavn,
        @Nullable String organisasjonsnummer,
        String kommunenummer,
        Status status) {

    /**
     * What a sender should know.
     *
     * @param gyldigMottaker whether a message sent now would be put in the queue
     * @param antallKonsumenter integrations that hold a live lease
     * @param melding why it is not a valid receiver; empty when it is
     */
    @RegisterForReflection
    record Status(
            boolean gyldigAvsender,
            boolean gyldigMottaker,
            int antallKonsumenter,
            long antallUavhentedeMeldinger,
            String melding) {}
}
