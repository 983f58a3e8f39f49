package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.kommune.KommuneTable;
import no.digisos.common.kommune.KontoTable;
import no.digisos.common.security.Grants;
import no.digisos.common.security.IntegrasjonPassword;
import no.digisos.common.security.IntegrasjonTable;
import no.digisos.common.security.IntegrasjonTable.Integrasjon;
import no.digisos.common.security.Privilegium;
import org.jspecify.annotations.Nullable;

/** What a kommune's administrator does to its integrations and their grants (auth.md 1 and 5). */
@ApplicationScoped
class IntegrasjonChanges {
    private static final Pattern ORGANISATION = Pattern.compile("[0-9]{9}");
    private static final int NAME = 100;

    private final Transactions transactions;
    private final KommuneTable kommuner;
    private final KontoTable kontoer;
    private final KommuneEdit lock;
    private final KonfigurasjonConfig config;

    IntegrasjonChanges(
            Transactions transactions,
            KommuneTable kommuner,
            KontoTable kontoer,
            KommuneEdit lock,
            KonfigurasjonConfig config) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.kontoer = kontoer;
        this.lock = lock;
        this.config = config;
    }

    List<KonfigurasjonJson.Integrasjon> all(UUID fiksOrgId) {
        return transactions.inTransaction(c -> {
            if (kommuner.read(c, fiksOrgId).isEmpty()) {
                throw KommuneEdit.notFound();
            }
            return IntegrasjonTable.forFiksOrg(c, fiksOrgId).stream()
                    .map(integrasjon -> show(integrasjon, null))
                    .toList();
        });
    }

    /** Makes an integration that is a fagsystem of the kommune, or of one konto of it. */
    KonfigurasjonJson.Integrasjon create(UUID fiksOrgId, JsonNode body) {
        FieldReader fields = new FieldReader(body);
        fields.knowsOnly(Set.of("navn", "autorisertOrganisasjon", "kontoId"));
        String name = fields.requireText("navn", NAME);
        String number = fields.requireText("autorisertOrganisasjon", ORGANISATION, "ni siffer");
        if (ORGANISATION.matcher(number).matches()
                && Organisasjonsnummer.of(number).isEmpty()) {
            fields.failure("autorisertOrganisasjon", "har feil kontrollsiffer");
        }
        UUID kontoId = fields.uuid("kontoId");
        fields.requireValid();
        UUID id = UUID.randomUUID();
        String password = IntegrasjonPassword.generate();
        return transactions.inTransaction(c -> {
            lock.lock(c, fiksOrgId);
            requireKonto(c, fields, fiksOrgId, kontoId);
            if (IntegrasjonTable.forFiksOrg(c, fiksOrgId).stream()
                            .filter(Integrasjon::egen)
                            .count()
                    >= config.maksIntegrasjoner()) {
                throw new ApiException(
                        ErrorCode.UGYLDIG_KONFIGURASJON,
                        "En kommune har høyst " + config.maksIntegrasjoner() + " integrasjoner");
            }
            IntegrasjonTable.create(c, id, name, new Organisasjonsnummer(number), fiksOrgId, password);
            Grants.give(c, id, Privilegium.FAGSYSTEM, fiksOrgId, kontoId);
            KonfigurasjonJson.Integrasjon shown = show(require(c, fiksOrgId, id), password);
            lock.written(c, AuditAction.OPPRETT_INTEGRASJON, subject(id), fiksOrgId);
            return shown;
        });
    }

    /** Replaces the password; the old one fails at the next call. */
    KonfigurasjonJson.Integrasjon newPassword(UUID fiksOrgId, UUID id) {
        String password = IntegrasjonPassword.generate();
        return transactions.inTransaction(c -> {
            lock.lock(c, fiksOrgId);
            KonfigurasjonJson.Integrasjon shown = show(requireOwn(c, fiksOrgId, id), password);
            IntegrasjonTable.newPassword(c, id, password);
            lock.written(c, AuditAction.NYTT_PASSORD, subject(id), fiksOrgId);
            return shown;
        });
    }

    /** Revokes the integration for good, from its next call on. */
    void withdraw(UUID fiksOrgId, UUID id) {
        transactions.inTransaction(c -> {
            lock.lock(c, fiksOrgId);
            requireOwn(c, fiksOrgId, id);
            IntegrasjonTable.withdraw(c, id);
            lock.written(c, AuditAction.TREKK_INTEGRASJON, subject(id), fiksOrgId);
            return id;
        });
    }

    /** Grants the kommune, or one konto of it, to an integration of the kommune's; nothing is new when it has it already. */
    KonfigurasjonJson.Integrasjon give(UUID fiksOrgId, UUID id, JsonNode body) {
        FieldReader fields = new FieldReader(body);
        fields.knowsOnly(Set.of("kontoId"));
        UUID kontoId = fields.uuid("kontoId");
        fields.requireValid();
        return transactions.inTransaction(c -> {
            lock.lock(c, fiksOrgId);
            requireKonto(c, fields, fiksOrgId, kontoId);
            requireOwn(c, fiksOrgId, id);
            boolean given = Grants.give(c, id, Privilegium.FAGSYSTEM, fiksOrgId, kontoId)
                    .isPresent();
            KonfigurasjonJson.Integrasjon shown = show(require(c, fiksOrgId, id), null);
            if (given) {
                lock.written(c, AuditAction.GI_TILGANG, subject(id), fiksOrgId);
            }
            return shown;
        });
    }

    /** Takes a grant on the kommune from any integration, from its next call on. */
    void withdrawGrant(UUID fiksOrgId, UUID id, long tilgangId) {
        transactions.inTransaction(c -> {
            lock.lock(c, fiksOrgId);
            require(c, fiksOrgId, id);
            if (!Grants.withdraw(c, tilgangId, id, fiksOrgId)) {
                throw new ApiException(ErrorCode.FINNES_IKKE, "Integrasjonen har ingen slik tilgang til kommunen");
            }
            lock.written(c, AuditAction.TREKK_TILGANG, subject(id), fiksOrgId);
            return id;
        });
    }

    private void requireKonto(Connection c, FieldReader fields, UUID fiksOrgId, @Nullable UUID kontoId)
            throws SQLException {
        if (kontoId != null && kontoer.read(c, fiksOrgId, kontoId).isEmpty()) {
            fields.failure("kontoId", "er ikke en av kommunens kontoer");
            fields.requireValid();
        }
    }

    private static Integrasjon requireOwn(Connection c, UUID fiksOrgId, UUID id) throws SQLException {
        Integrasjon integrasjon = require(c, fiksOrgId, id);
        if (!integrasjon.egen()) {
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG,
                    "Integrasjonen er ikke kommunens egen: bare dens tilganger til kommunen kan trekkes");
        }
        return integrasjon;
    }

    private static Integrasjon require(Connection c, UUID fiksOrgId, UUID id) throws SQLException {
        return IntegrasjonTable.forFiksOrg(c, fiksOrgId).stream()
                .filter(integrasjon -> integrasjon.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ApiException(ErrorCode.FINNES_IKKE, "Kommunen har ingen slik integrasjon"));
    }

    private static KonfigurasjonJson.Integrasjon show(Integrasjon integrasjon, @Nullable String password) {
        return new KonfigurasjonJson.Integrasjon(
                integrasjon.id(),
                password,
                integrasjon.navn(),
                integrasjon.autorisertOrganisasjon(),
                integrasjon.egen(),
                integrasjon.opprettet().toEpochMilli(),
                integrasjon.tilganger().stream()
                        .map(t -> new KonfigurasjonJson.Grant(
                                t.id(),
                                t.privilegium().name(),
                                t.kontoId(),
                                t.gitt().toEpochMilli()))
                        .toList());
    }

    /** Audit rows have no column for the integration that is acted on: it is named by the hash of its id. */
    private static AuditSubject subject(UUID id) {
        return AuditSubject.many(List.of(id));
    }
}
