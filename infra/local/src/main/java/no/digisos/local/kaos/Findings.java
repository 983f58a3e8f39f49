package no.digisos.local.kaos;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What was seen from outside, and, beside it, what the tables say.
 *
 * @param sent everything that clients sent
 * @param receipts messages whose receipt was answered with 200, or whose status was told to be BEKREFTET
 * @param forsendelser everything that SvarUt has taken over
 * @param rows the deliveries by our own tables: they accuse, and never acquit
 */
record Findings(List<Sent> sent, List<Receipt> receipts, List<Forsendelse> forsendelser, List<Row> rows) {

    Findings {
        sent = List.copyOf(sent);
        receipts = List.copyOf(receipts);
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

    /**
     * A message that a fagsystem has.
     *
     * @param documents SHA-256 by file name, of the decrypted documents where they were opened, else as the message says
     */
    record Receipt(UUID meldingId, String ref, UUID digisosId, Map<String, String> documents) {
        Receipt {
            documents = Map.copyOf(documents);
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
        static boolean isDecided(String tilstand) {
            return DECIDED.contains(tilstand);
        }
    }
}
