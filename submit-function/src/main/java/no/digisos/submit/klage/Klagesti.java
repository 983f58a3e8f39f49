package no.digisos.submit.klage;

import java.util.UUID;
import no.digisos.common.identity.Ider;
import no.digisos.common.identity.NavEksternRefId;

/** What the path of every klage submission says. The path is what counts, whatever a document says. */
record Klagesti(UUID digisosId, NavEksternRefId ref, UUID klageId) {

    /** The reference must be a UUID, since readers of the klage take it for one (contract.md 7). */
    static Klagesti av(String digisosId, String navEksternRefId, String klageId) {
        Ider.les("navEksternRefId", navEksternRefId);
        return new Klagesti(
                Ider.les("digisosId", digisosId), new NavEksternRefId(navEksternRefId), Ider.les("klageId", klageId));
    }
}
