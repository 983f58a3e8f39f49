package no.digisos.drift.kommune;

import java.util.UUID;

/**
 * An integration's login.
 *
 * @param passord shown here and nowhere again
 */
record Password(UUID integrasjonId, String passord) {}
