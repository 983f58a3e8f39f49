package no.digisos.fallback.avstemming;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.fallback.FallbackConfig;
import no.digisos.fallback.Teller;
import no.digisos.fallback.Teller.Slag;
import no.digisos.fallback.svarut.SvarUtException;
import no.digisos.fallback.svarut.SvarUtKlient;

/** Follows what SvarUt has taken to its end; a refusal afterwards opens the case again (delivery.md 3, rule H). */
@ApplicationScoped
public class Statussjekk {
    /** SvarUt took it and then could not deliver it (svarut.md 3). */
    private static final Set<String> AVVIST = Set.of("AVVIST", "FEILET_UNDER_MOTTAK", "IKKE_LEVERT");

    private final LeveranseSvarUt leveranser;
    private final SvarUtKlient svarUt;
    private final FallbackConfig config;

    public Statussjekk(LeveranseSvarUt leveranser, SvarUtKlient svarUt, FallbackConfig config) {
        this.leveranser = leveranser;
        this.svarUt = svarUt;
        this.config = config;
    }

    public void kjor(Teller teller) throws SQLException, SvarUtException {
        List<Leveranse> sendte = leveranser.tilStatussjekk(config.bolk());
        if (sendte.isEmpty()) {
            return;
        }
        Map<UUID, String> statuser = svarUt.status(sendte.stream()
                .map(Leveranse::forsendelsesId)
                .filter(Objects::nonNull)
                .toList());
        for (Leveranse leveranse : sendte) {
            UUID forsendelsesId = leveranse.forsendelsesId();
            String status = forsendelsesId == null ? null : statuser.get(forsendelsesId);
            if (forsendelsesId != null && status != null) {
                teller.forsok(
                        "Statusen til " + leveranse.id(), () -> registrer(leveranse, forsendelsesId, status, teller));
            }
        }
    }

    private void registrer(Leveranse leveranse, UUID forsendelsesId, String status, Teller teller) throws SQLException {
        teller.tell(Slag.STATUS, 1);
        if (!AVVIST.contains(status)) {
            leveranser.registrerStatus(leveranse.id(), forsendelsesId, status);
        } else if (leveranser.avvistAvSvarUt(leveranse.id(), forsendelsesId, status, config.nyttForsokEtter())) {
            teller.tell(Slag.AVVIST, 1);
            Log.errorf("Melding %s: SvarUt meldte %s for %s", leveranse.id(), status, forsendelsesId);
        }
    }
}
