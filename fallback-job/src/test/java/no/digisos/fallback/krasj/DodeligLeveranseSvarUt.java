package no.digisos.fallback.krasj;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.leveranse.LeveranseFrigivelse;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.fallback.krasj.Prosess.Krasjpunkt;

/** Dies around the intent and around the record of the outcome. */
@Alternative
@Priority(1)
@Singleton
class DodeligLeveranseSvarUt extends LeveranseSvarUt {
    private final Prosess prosess;

    DodeligLeveranseSvarUt(Transactions transactions, LeveranseFrigivelse frigivelse, Prosess prosess) {
        super(transactions, frigivelse);
        this.prosess = prosess;
    }

    @Override
    public OptionalInt start(Leveranse klar, String arbeider, String mottakerJson) {
        prosess.gjelder(klar.id());
        prosess.leverEllerDo(Krasjpunkt.FOR_INTENSJONEN);
        OptionalInt forsok = super.start(klar, arbeider, mottakerJson);
        prosess.leverEllerDo(Krasjpunkt.ETTER_INTENSJONEN);
        prosess.poster(forsok.isPresent());
        return forsok;
    }

    @Override
    public boolean sendt(UUID meldingId, int n, UUID forsendelsesId) {
        return resultat(meldingId, () -> super.sendt(meldingId, n, forsendelsesId));
    }

    @Override
    public Optional<Leveranse> nektet(UUID meldingId, int n, Duration vent) {
        return resultat(meldingId, () -> super.nektet(meldingId, n, vent));
    }

    @Override
    public Optional<Leveranse> provNoytralt(UUID meldingId, int n) {
        return resultat(meldingId, () -> super.provNoytralt(meldingId, n));
    }

    @Override
    public Optional<Leveranse> ukjent(UUID meldingId, int n) {
        return resultat(meldingId, () -> super.ukjent(meldingId, n));
    }

    @Override
    public Optional<Leveranse> stopp(UUID meldingId, int n, String grunn) {
        return resultat(meldingId, () -> super.stopp(meldingId, n, grunn));
    }

    private <T> T resultat(UUID meldingId, Supplier<T> skriv) {
        prosess.gjelder(meldingId);
        prosess.poster(false);
        prosess.leverEllerDo(Krasjpunkt.ETTER_POST);
        prosess.skriverResultat(true);
        T svar;
        try {
            svar = skriv.get();
        } finally {
            prosess.skriverResultat(false);
        }
        prosess.leverEllerDo(Krasjpunkt.ETTER_RESULTATETS_COMMIT);
        return svar;
    }
}
