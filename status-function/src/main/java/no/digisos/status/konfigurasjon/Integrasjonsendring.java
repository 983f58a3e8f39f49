package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.kommune.Kommuner;
import no.digisos.common.kommune.Kontoer;
import no.digisos.common.security.IntegrasjonPassord;
import no.digisos.common.security.Integrasjoner;
import no.digisos.common.security.Integrasjoner.Integrasjon;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tilganger;
import org.jspecify.annotations.Nullable;

/** What a kommune's administrator does to its integrations and their grants (auth.md 1 and 5). */
@ApplicationScoped
class Integrasjonsendring {
    private static final Pattern ORGANISASJON = Pattern.compile("[0-9]{9}");
    private static final int NAVN = 100;

    private final Transactions transactions;
    private final Kommuner kommuner;
    private final Kontoer kontoer;
    private final Kommunelas las;
    private final KonfigurasjonConfig config;

    Integrasjonsendring(
            Transactions transactions, Kommuner kommuner, Kontoer kontoer, Kommunelas las, KonfigurasjonConfig config) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.kontoer = kontoer;
        this.las = las;
        this.config = config;
    }

    List<Visning.Integrasjon> alle(UUID fiksOrgId) {
        return transactions.inTransaction(c -> {
            if (kommuner.les(c, fiksOrgId).isEmpty()) {
                throw Kommunelas.finnesIkke();
            }
            return Integrasjoner.forFiksOrg(c, fiksOrgId).stream()
                    .map(integrasjon -> vis(integrasjon, null))
                    .toList();
        });
    }

    /** Makes an integration that is a fagsystem of the kommune, or of one konto of it. */
    Visning.Integrasjon opprett(UUID fiksOrgId, JsonNode kropp) {
        Feltleser felter = new Feltleser(kropp);
        felter.kjennerBare(Set.of("navn", "autorisertOrganisasjon", "kontoId"));
        String navn = felter.krevTekst("navn", NAVN);
        String nummer = felter.krevTekst("autorisertOrganisasjon", ORGANISASJON, "ni siffer");
        if (ORGANISASJON.matcher(nummer).matches()
                && Organisasjonsnummer.of(nummer).isEmpty()) {
            felter.feil("autorisertOrganisasjon", "har feil kontrollsiffer");
        }
        UUID kontoId = felter.uuid("kontoId");
        felter.krevGyldig();
        UUID id = UUID.randomUUID();
        String passord = IntegrasjonPassord.generer();
        return transactions.inTransaction(c -> {
            las.las(c, fiksOrgId);
            krevKonto(c, felter, fiksOrgId, kontoId);
            if (Integrasjoner.forFiksOrg(c, fiksOrgId).stream()
                            .filter(Integrasjon::egen)
                            .count()
                    >= config.maksIntegrasjoner()) {
                throw new ApiException(
                        ErrorCode.UGYLDIG_KONFIGURASJON,
                        "En kommune har høyst " + config.maksIntegrasjoner() + " integrasjoner");
            }
            Integrasjoner.opprett(c, id, navn, new Organisasjonsnummer(nummer), fiksOrgId, passord);
            Tilganger.gi(c, id, Privilegium.FAGSYSTEM, fiksOrgId, kontoId);
            Visning.Integrasjon vist = vis(krev(c, fiksOrgId, id), passord);
            las.skrevet(c, Handling.OPPRETT_INTEGRASJON, gjenstand(id), fiksOrgId);
            return vist;
        });
    }

    /** Replaces the password; the old one fails at the next call. */
    Visning.Integrasjon nyttPassord(UUID fiksOrgId, UUID id) {
        String passord = IntegrasjonPassord.generer();
        return transactions.inTransaction(c -> {
            las.las(c, fiksOrgId);
            Visning.Integrasjon vist = vis(krevEgen(c, fiksOrgId, id), passord);
            Integrasjoner.nyttPassord(c, id, passord);
            las.skrevet(c, Handling.NYTT_PASSORD, gjenstand(id), fiksOrgId);
            return vist;
        });
    }

    /** Revokes the integration for good, from its next call on. */
    void trekk(UUID fiksOrgId, UUID id) {
        transactions.inTransaction(c -> {
            las.las(c, fiksOrgId);
            krevEgen(c, fiksOrgId, id);
            Integrasjoner.trekk(c, id);
            las.skrevet(c, Handling.TREKK_INTEGRASJON, gjenstand(id), fiksOrgId);
            return id;
        });
    }

    /** Grants the kommune, or one konto of it, to an integration of the kommune's; nothing is new when it has it already. */
    Visning.Integrasjon gi(UUID fiksOrgId, UUID id, JsonNode kropp) {
        Feltleser felter = new Feltleser(kropp);
        felter.kjennerBare(Set.of("kontoId"));
        UUID kontoId = felter.uuid("kontoId");
        felter.krevGyldig();
        return transactions.inTransaction(c -> {
            las.las(c, fiksOrgId);
            krevKonto(c, felter, fiksOrgId, kontoId);
            krevEgen(c, fiksOrgId, id);
            boolean gitt = Tilganger.gi(c, id, Privilegium.FAGSYSTEM, fiksOrgId, kontoId)
                    .isPresent();
            Visning.Integrasjon vist = vis(krev(c, fiksOrgId, id), null);
            if (gitt) {
                las.skrevet(c, Handling.GI_TILGANG, gjenstand(id), fiksOrgId);
            }
            return vist;
        });
    }

    /** Takes a grant on the kommune from any integration, from its next call on. */
    void trekkTilgang(UUID fiksOrgId, UUID id, long tilgangId) {
        transactions.inTransaction(c -> {
            las.las(c, fiksOrgId);
            krev(c, fiksOrgId, id);
            if (!Tilganger.trekk(c, tilgangId, id, fiksOrgId)) {
                throw new ApiException(ErrorCode.FINNES_IKKE, "Integrasjonen har ingen slik tilgang til kommunen");
            }
            las.skrevet(c, Handling.TREKK_TILGANG, gjenstand(id), fiksOrgId);
            return id;
        });
    }

    private void krevKonto(Connection c, Feltleser felter, UUID fiksOrgId, @Nullable UUID kontoId) throws SQLException {
        if (kontoId != null && kontoer.les(c, fiksOrgId, kontoId).isEmpty()) {
            felter.feil("kontoId", "er ikke en av kommunens kontoer");
            felter.krevGyldig();
        }
    }

    private static Integrasjon krevEgen(Connection c, UUID fiksOrgId, UUID id) throws SQLException {
        Integrasjon integrasjon = krev(c, fiksOrgId, id);
        if (!integrasjon.egen()) {
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG,
                    "Integrasjonen er ikke kommunens egen: bare dens tilganger til kommunen kan trekkes");
        }
        return integrasjon;
    }

    private static Integrasjon krev(Connection c, UUID fiksOrgId, UUID id) throws SQLException {
        return Integrasjoner.forFiksOrg(c, fiksOrgId).stream()
                .filter(integrasjon -> integrasjon.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Kommunen har ingen slik integrasjon"));
    }

    private static Visning.Integrasjon vis(Integrasjon integrasjon, @Nullable String passord) {
        return new Visning.Integrasjon(
                integrasjon.id(),
                passord,
                integrasjon.navn(),
                integrasjon.autorisertOrganisasjon(),
                integrasjon.egen(),
                integrasjon.opprettet().toEpochMilli(),
                integrasjon.tilganger().stream()
                        .map(t -> new Visning.Tilgang(
                                t.id(),
                                t.privilegium().name(),
                                t.kontoId(),
                                t.gitt().toEpochMilli()))
                        .toList());
    }

    /** Audit rows have no column for the integration that is acted on: it is named by the hash of its id. */
    private static AuditGjenstand gjenstand(UUID id) {
        return AuditGjenstand.mange(List.of(id));
    }
}
