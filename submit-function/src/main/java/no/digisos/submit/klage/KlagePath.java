package no.digisos.submit.klage;

import java.util.UUID;
import no.digisos.common.identity.Ids;
import no.digisos.common.identity.NavEksternRefId;

/** What the path of every klage submission says. The path is what counts, whatever a document says. */
record KlagePath(UUID digisosId, NavEksternRefId ref, UUID klageId) {

    /** The reference must be a UUID, since readers of the klage take it for one (contract.md 7). */
    static KlagePath of(String digisosId, String navEksternRefId, String klageId) {
        Ids.read("navEksternRefId", navEksternRefId);
        return new KlagePath(
                Ids.read("digisosId", digisosId), new NavEksternRefId(navEksternRefId), Ids.read("klageId", klageId));
    }
}
