package no.digisos.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What was seen from outside, and, beside it, what the tables say.
 *
 * @param sent everything that clients sent
 * @param copies what the fagsystems have in their stores
 * @param forsendelser everything that SvarUt has taken over
 * @param rows the deliveries by our own tables: they accuse, and never acquit
 */
record ChaosFindings(List<Sent> sent, List<Copy> copies, List<Forsendelse> forsendelser, List<Row> rows) {

    ChaosFindings {
        sent = List.copyOf(sent);
        copies = List.copyOf(copies);
        forsendelser = List.copyOf(forsendelser);
        rows = List.copyOf(rows);
    }

    /**
     * A submission and what its client was told.
     *
     * @param documents SHA-256 of the plain documents by file name
     * @param accepted whether the client was told that it was taken
     * @param digisosIds every case that its client, or its receiver, was told; for an ettersendelse the case it was sent to
     */
    record Sent(String ref, Map<String, String> documents, boolean accepted, Set<UUID> digisosIds) {
        Sent {
            documents = Map.copyOf(documents);
            digisosIds = Set.copyOf(digisosIds);
        }
    }

    /** What a fagsystem was told last of a message that it has. */
    enum Word {
        NOTHING,
        /** Its receipt counts. */
        COUNTS,
        /** It keeps its copy, since it is not known whether SvarUt has the message too; it may ask, and need not. */
        KEEP
    }

    /**
     * A message in a fagsystem's store.
     *
     * @param documents SHA-256 by file name, of the decrypted documents where they were opened, else as the message says
     */
    record Copy(UUID meldingId, String ref, UUID digisosId, Map<String, String> documents, Word word) {
        Copy {
            documents = Map.copyOf(documents);
        }

        Copy told(Word now) {
            return new Copy(meldingId, ref, digisosId, documents, now);
        }
    }

    /**
     * A shipment.
     *
     * @param korrelasjonsid the case
     * @param documents SHA-256 of the decrypted documents by file name
     */
    record Forsendelse(UUID id, String ref, String korrelasjonsid, String status, Map<String, String> documents) {

        private static final Set<String> REFUSED = Set.of("AVVIST", "FEILET_UNDER_MOTTAK", "IKKE_LEVERT");

        Forsendelse {
            documents = Map.copyOf(documents);
        }

        boolean refused() {
            return REFUSED.contains(status);
        }
    }

    /** A delivery in our own tables. */
    record Row(String ref, UUID digisosId, String tilstand) {

        private static final Set<String> DECIDED = Set.of("BEKREFTET", "SVARUT_SENDT", "LUKKET");

        boolean decided() {
            return isDecided(tilstand);
        }

        /** Whether nobody has to do anything any more. */
        static boolean isDecided(String state) {
            return DECIDED.contains(state);
        }
    }
}
