package no.digisos.fallback.varsel;

import java.util.List;

/**
 * What one kommune is to be told now.
 *
 * @param adresser of its tekniskAnsvarlig; may be none
 * @param feil failures in a row before this attempt
 */
record Varselpakke(String kommunenummer, String kommunenavn, List<String> adresser, int feil, List<Varsel> varsler) {}
