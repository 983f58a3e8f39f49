package no.digisos.fallback.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.sak.InnsendingTable;
import no.digisos.fallback.svarut.LookupOutcome;
import no.digisos.fallback.svarut.SvarUtClient;

/** The reference by which SvarUt can be asked whether it has a shipment: NAV's own (delivery.md 2). */
@ApplicationScoped
public class ExternalReference {
    private final InnsendingTable innsendinger;
    private final LeveranseSvarUt leveranser;
    private final SvarUtClient svarUt;

    public ExternalReference(InnsendingTable innsendinger, LeveranseSvarUt leveranser, SvarUtClient svarUt) {
        this.innsendinger = innsendinger;
        this.leveranser = leveranser;
        this.svarUt = svarUt;
    }

    private String of(Leveranse leveranse) {
        return innsendinger.require(leveranse.innsendingId()).navEksternRefId();
    }

    /**
     * What SvarUt has under the reference, without what it refused earlier and without what is another shipment's; more than
     * one is reported as it is.
     */
    public LookupOutcome lookUp(Leveranse leveranse) throws SQLException {
        LookupOutcome answer = svarUt.findByEksternRef(of(leveranse));
        if (!(answer instanceof LookupOutcome.Found found)) {
            return answer;
        }
        List<UUID> current = new ArrayList<>(found.forsendelsesIder());
        current.removeAll(leveranser.foreignIds(leveranse.id(), current));
        return current.isEmpty() ? new LookupOutcome.None() : new LookupOutcome.Found(current);
    }
}
