package no.digisos.fallback.referanse;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.sak.InnsendingRepository;
import no.digisos.fallback.svarut.Oppslag;
import no.digisos.fallback.svarut.SvarUtKlient;

/** The reference by which SvarUt can be asked whether it has a shipment: NAV's own (delivery.md 2). */
@ApplicationScoped
public class Eksternreferanse {
    private final InnsendingRepository innsendinger;
    private final LeveranseSvarUt leveranser;
    private final SvarUtKlient svarUt;

    public Eksternreferanse(InnsendingRepository innsendinger, LeveranseSvarUt leveranser, SvarUtKlient svarUt) {
        this.innsendinger = innsendinger;
        this.leveranser = leveranser;
        this.svarUt = svarUt;
    }

    private String av(Leveranse leveranse) {
        return innsendinger.findById(leveranse.innsendingId()).navEksternRefId();
    }

    /**
     * What SvarUt has under the reference, without what it refused earlier and without what is another shipment's; more than
     * one is reported as it is.
     */
    public Oppslag slaOpp(Leveranse leveranse) throws SQLException {
        Oppslag svar = svarUt.finnVedEksternRef(av(leveranse));
        if (!(svar instanceof Oppslag.Funnet funnet)) {
            return svar;
        }
        List<UUID> gjeldende = new ArrayList<>(funnet.forsendelsesIder());
        gjeldende.removeAll(leveranser.uvedkommendeIder(leveranse.id(), gjeldende));
        return gjeldende.isEmpty() ? new Oppslag.Ingen() : new Oppslag.Funnet(gjeldende);
    }
}
