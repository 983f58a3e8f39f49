package no.digisos.fallback.avstemming;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.run.Sweep;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.run.Teller.Slag;
import no.digisos.fallback.svarut.SvarUtBryter;
import no.digisos.fallback.svarut.SvarUtException;
import no.digisos.fallback.svarut.SvarUtKlient;

/** Follows what SvarUt has taken to its end; a refusal afterwards opens the case again (delivery.md 3, rule H). */
@ApplicationScoped
public class Statussjekk implements Sweep {
    /** SvarUt took it and then could not deliver it (svarut.md 3). */
    private static final Set<String> AVVIST = Set.of("AVVIST", "FEILET_UNDER_MOTTAK", "IKKE_LEVERT");

    private static final Set<String> KJENT = Set.of(
            "MOTTATT",
            "AKSEPTERT",
            "KLAR_FOR_MOTTAK",
            "VARSLET",
            "SENDT_ALTINN",
            "LEVERT_ALTINN",
            "SENDT_DIGITALT",
            "SENDT_SDP",
            "LEVERT_SDP",
            "SENDT_PRINT",
            "PRINTET",
            "LEST",
            "MANUELT_HANDTERT");

    private final LeveranseSvarUt leveranser;
    private final SvarUtKlient svarUt;
    private final SvarUtBryter bryter;
    private final FallbackConfig config;

    public Statussjekk(LeveranseSvarUt leveranser, SvarUtKlient svarUt, SvarUtBryter bryter, FallbackConfig config) {
        this.leveranser = leveranser;
        this.svarUt = svarUt;
        this.bryter = bryter;
        this.config = config;
    }

    @Override
    public Step step() {
        return Step.STATUS;
    }

    @Override
    public void run(Teller teller) throws SQLException {
        List<Leveranse> sendte;
        do {
            if (bryter.apen()) {
                return;
            }
            sendte = leveranser.tilStatussjekk(config.bolk());
        } while (!sendte.isEmpty() && spor(sendte, teller) && sendte.size() >= config.bolk() && teller.kanTaMer());
    }

    /** False when SvarUt does not answer: what it has is safe there, so that is worth no more than a word in the log. */
    private boolean spor(List<Leveranse> sendte, Teller teller) throws SQLException {
        Map<UUID, String> statuser;
        try {
            statuser = svarUt.status(sendte.stream()
                    .map(Leveranse::forsendelsesId)
                    .filter(Objects::nonNull)
                    .toList());
        } catch (SvarUtException e) {
            teller.si(
                    "statussjekk",
                    hale -> Log.warnf("Statussjekken må vente: SvarUt svarte ikke (%s)%s", e.getMessage(), hale));
            return false;
        }
        List<UUID> utenSvar = new ArrayList<>();
        for (Leveranse leveranse : sendte) {
            UUID forsendelsesId = leveranse.forsendelsesId();
            String status = forsendelsesId == null ? null : statuser.get(forsendelsesId);
            if (forsendelsesId != null && status != null) {
                teller.forsok(
                        "Statusen til " + leveranse.id(), () -> registrer(leveranse, forsendelsesId, status, teller));
            } else {
                teller.om(
                        leveranse.id(),
                        () -> Log.warnf("Melding %s: SvarUt kjenner ikke %s", leveranse.id(), forsendelsesId));
                utenSvar.add(leveranse.id());
            }
        }
        if (!utenSvar.isEmpty()) {
            leveranser.spurtUtenSvar(utenSvar);
        }
        return true;
    }

    private void registrer(Leveranse leveranse, UUID forsendelsesId, String status, Teller teller) throws SQLException {
        teller.tell(Slag.STATUS, 1);
        if (!AVVIST.contains(status)) {
            leveranser.registrerStatus(leveranse.id(), forsendelsesId, status);
            if (!KJENT.contains(status) && !status.equals(leveranse.svarutStatus())) {
                teller.om(
                        leveranse.id(),
                        () -> Log.errorf(
                                "Melding %s: SvarUt meldte en ukjent status, %s; den regnes som underveis",
                                leveranse.id(), status));
            }
        } else if (leveranser.avvistAvSvarUt(leveranse.id(), forsendelsesId, status, config.nyttForsokEtter())) {
            teller.tell(Slag.AVVIST, 1);
            teller.om(
                    leveranse.id(),
                    () -> Log.errorf("Melding %s: SvarUt meldte %s for %s", leveranse.id(), status, forsendelsesId));
        }
    }
}
