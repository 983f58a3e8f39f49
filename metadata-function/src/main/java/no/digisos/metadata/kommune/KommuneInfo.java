package no.digisos.metadata.kommune;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import no.digisos.common.kommune.Kommune;
import org.jspecify.annotations.Nullable;

/** A kommune on the wire (contract.md 5): every boolean is always there, and so are both lists of contacts. */
@RegisterForReflection
record KommuneInfo(
        String kommunenummer,
        boolean kanMottaSoknader,
        boolean kanOppdatereStatus,
        boolean harMidlertidigDeaktivertMottak,
        boolean harMidlertidigDeaktivertOppdateringer,
        ContactPersons kontaktpersoner,
        boolean harNksTilgang,
        @Nullable String behandlingsansvarlig) {

    @RegisterForReflection
    record ContactPersons(List<String> fagansvarligEpost, List<String> tekniskAnsvarligEpost) {}

    /** Under a number that is given up the kommune still updates its cases, and takes no new ones. */
    static KommuneInfo of(Kommune kommune) {
        return new KommuneInfo(
                kommune.kommunenummer(),
                kommune.activated() && kommune.iUse(),
                kommune.stotterOppdateringer(),
                kommune.midlertidigDeaktivertMottak(),
                kommune.midlertidigDeaktivertOppdateringer(),
                new ContactPersons(kommune.fagansvarligEpost(), kommune.tekniskAnsvarligEpost()),
                kommune.nksTilgang(),
                kommune.behandlingsansvarlig());
    }
}
