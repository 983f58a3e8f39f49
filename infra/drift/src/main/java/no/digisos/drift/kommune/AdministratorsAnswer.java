package no.digisos.drift.kommune;

import java.util.UUID;

/**
 * The answer to a change of administrators.
 *
 * @param antall how many the kommune has now
 */
record AdministratorsAnswer(UUID fiksOrgId, int antall) {}
