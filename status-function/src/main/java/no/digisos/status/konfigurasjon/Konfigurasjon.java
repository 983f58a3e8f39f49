package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.kommune.Kommunekonfigurasjon;
import no.digisos.common.kommune.Kommuneoppsett;
import no.digisos.common.kommune.Kommuner;
import org.jspecify.annotations.Nullable;

/** The configuration of a kommune as a whole (contract.md 8). */
@ApplicationScoped
class Konfigurasjon {
    private final Transactions transactions;
    private final Kommuner kommuner;
    private final Kommunelas las;
    private final Konfigurasjonsskjema skjema;
    private final Konfigurasjonsvisning visning;

    Konfigurasjon(
            Transactions transactions,
            Kommuner kommuner,
            Kommunelas las,
            Konfigurasjonsskjema skjema,
            Konfigurasjonsvisning visning) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.las = las;
        this.skjema = skjema;
        this.visning = visning;
    }

    /** Something shown, and the version that it has. */
    record Vist<T>(T innhold, long versjon) {}

    Vist<Visning.Konfigurasjon> les(UUID fiksOrgId) {
        Instant naa = visning.naa();
        return transactions.inTransaction(
                c -> vis(c, kommuner.les(c, fiksOrgId).orElseThrow(Kommunelas::finnesIkke), naa));
    }

    /**
     * Makes the configuration of a kommune that has decided nothing yet, or that took its own away. One that says the same already is
     * a repeat and stays; one that says something else is replaced only by whoever names its version.
     *
     * @return the version that it has now
     */
    long opprett(UUID fiksOrgId, @Nullable String ifMatch, JsonNode kropp) {
        Instant naa = visning.naa();
        return transactions.inTransaction(c -> {
            boolean borte = kommuner.gjenopprett(c, fiksOrgId);
            Kommunekonfigurasjon gjeldende = las.las(c, fiksOrgId);
            Versjon.tillat(ifMatch, gjeldende.versjon());
            Kommuneoppsett nytt =
                    skjema.lesNy(kropp, visning.vis(c, gjeldende, naa)).medAdresseFra(gjeldende.oppsett());
            if (!borte && nytt.equals(gjeldende.oppsett())) {
                return gjeldende.versjon();
            }
            if (!borte && ifMatch == null && !gjeldende.oppsett().equals(Kommuneoppsett.ubestemt())) {
                throw Versjon.finnesFraFor();
            }
            kommuner.skriv(c, fiksOrgId, nytt);
            long versjon = las.las(c, fiksOrgId).versjon();
            las.skrevet(c, Handling.ENDRE_KONFIGURASJON, AuditGjenstand.ingen(), fiksOrgId);
            return versjon;
        });
    }

    Vist<Visning.Konfigurasjon> erstatt(UUID fiksOrgId, @Nullable String ifMatch, JsonNode kropp) {
        Instant naa = visning.naa();
        return transactions.inTransaction(c -> {
            Kommunekonfigurasjon gjeldende = las.las(c, fiksOrgId);
            Versjon.krev(ifMatch, gjeldende.versjon());
            kommuner.skriv(c, fiksOrgId, skjema.les(kropp, visning.vis(c, gjeldende, naa)));
            Vist<Visning.Konfigurasjon> vist = vis(c, las.las(c, fiksOrgId), naa);
            las.skrevet(c, Handling.ENDRE_KONFIGURASJON, AuditGjenstand.ingen(), fiksOrgId);
            return vist;
        });
    }

    void slett(UUID fiksOrgId, @Nullable String ifMatch) {
        transactions.inTransaction(c -> {
            Versjon.krev(ifMatch, las.las(c, fiksOrgId).versjon());
            kommuner.slett(c, fiksOrgId);
            las.skrevet(c, Handling.ENDRE_KONFIGURASJON, AuditGjenstand.ingen(), fiksOrgId);
            return fiksOrgId;
        });
    }

    private Vist<Visning.Konfigurasjon> vis(Connection c, Kommunekonfigurasjon konfigurasjon, Instant naa)
            throws SQLException {
        return new Vist<>(visning.vis(c, konfigurasjon, naa), konfigurasjon.versjon());
    }
}
