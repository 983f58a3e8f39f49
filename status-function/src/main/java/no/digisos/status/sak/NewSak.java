package no.digisos.status.sak;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditOutcome;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.crypto.Fingerprint;
import no.digisos.common.database.Transactions;
import no.digisos.common.database.Upgrade;
import no.digisos.common.dokumentlager.DokumentIntake;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.JsonBody;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ids;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneTable;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.sak.History;
import no.digisos.common.sak.History.SakHendelse;
import no.digisos.common.sak.SakCreations;
import no.digisos.common.sak.SakTable;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.SecurityConfig;
import no.digisos.status.sak.SakOppdatering.Loaded;
import org.jspecify.annotations.Nullable;

/**
 * A case that a kommune opens itself, for somebody who applied on paper (contract.md 6). It has no søknad, so what is sent to it
 * later names FIKS_IO and the digisosId as its soknadLeveranseId (delivery.md 7).
 */
@ApplicationScoped
class NewSak {
    private static final Pattern KEY = Pattern.compile("[!-~]{1,64}");

    private final CurrentCaller currentCaller;
    private final SecurityConfig config;
    private final KommuneTable kommuner;
    private final SakOppdatering oppdatering;
    private final DokumentIntake intake;
    private final Transactions transactions;
    private final SakTable saker;
    private final SakCreations creations;
    private final Fingerprint fingerprint;
    private final PersonIndex persons;
    private final SakAudit audit;
    private final Upgrade upgrade;

    NewSak(
            CurrentCaller currentCaller,
            SecurityConfig config,
            KommuneTable kommuner,
            SakOppdatering oppdatering,
            DokumentIntake intake,
            Transactions transactions,
            SakTable saker,
            SakCreations creations,
            Fingerprint fingerprint,
            PersonIndex persons,
            SakAudit audit,
            Upgrade upgrade) {
        this.currentCaller = currentCaller;
        this.config = config;
        this.kommuner = kommuner;
        this.oppdatering = oppdatering;
        this.intake = intake;
        this.transactions = transactions;
        this.saker = saker;
        this.creations = creations;
        this.fingerprint = fingerprint;
        this.persons = persons;
        this.audit = audit;
        this.upgrade = upgrade;
    }

    /**
     * What is asked for.
     *
     * @param nokkel under which the integration repeats the call; null when every call is a new case
     */
    private record Wish(
            Kommune kommune, Fnr soker, @Nullable String nokkel, Optional<Loaded> oppdatering) {
        /**
         * What must be the same in a repeat.
         *
         * @param number of the person, under which the first call may have come
         */
        List<byte[]> parts(Fnr number) {
            return List.of(
                    kommune.fiksOrgId().toString().getBytes(StandardCharsets.US_ASCII),
                    number.verdi().getBytes(StandardCharsets.US_ASCII),
                    oppdatering.map(Loaded::kompakt).orElseGet(() -> new byte[0]));
        }

        /** The same, of this key of this integration: two that ask for the same are not seen to. */
        List<byte[]> parts(Fnr number, UUID integrasjonId) {
            List<byte[]> parts = new ArrayList<>(parts(number));
            parts.add((integrasjonId + " " + nokkel).getBytes(StandardCharsets.US_ASCII));
            return parts;
        }
    }

    /**
     * The kommune in which the caller may open cases.
     *
     * @throws ApiException 403 without a grant on the fiksOrg, also when there is no such kommune
     */
    Kommune requireKommune(String fiksOrgId) {
        UUID fiksOrg = Ids.read("fiksOrgId", fiksOrgId);
        currentCaller.caller().requireFagsystem(fiksOrg);
        return transactions
                .autoCommit(c -> kommuner.forFiksOrg(c, fiksOrg))
                .orElseThrow(
                        () -> new ApiException(ErrorCode.INGEN_TILGANG, "Det er ingen kommune med fiksOrg " + fiksOrg));
    }

    /**
     * Opens the case, with a first update if there is one.
     *
     * @return its digisosId; for a repeat under the same key, that of the first call
     * @throws ApiException 400 for a person or an update that breaks a rule, 409 for a key that was used for something else
     */
    UUID open(Kommune kommune, @Nullable String sokerFnr, @Nullable String key, Optional<JsonBody.Dokument> melding) {
        Wish wish = new Wish(kommune, person(sokerFnr), valid(key), melding.map(oppdatering::read));
        wish.oppdatering().ifPresent(NewSak::requireNoFiles);
        UUID digisosId = UUID.randomUUID();
        Optional<UUID> dokumentId =
                wish.oppdatering().map(loaded -> intake.seal(loaded.innhold()).id());
        boolean used = false;
        try {
            UUID opened = transactions.inTransaction(c -> open(c, wish, digisosId, dokumentId));
            used = opened.equals(digisosId);
            return opened;
        } finally {
            if (!used) {
                intake.discard(dokumentId.stream().toList());
            }
        }
    }

    private UUID open(Connection c, Wish wish, UUID digisosId, Optional<UUID> dokumentId) throws SQLException {
        if (wish.nokkel() != null
                && !creations.insert(c, audit.integrasjonId(), wish.nokkel(), digisosId, print(wish))) {
            UUID first = first(c, wish, wish.nokkel());
            audit.write(c, subject(wish, first), AuditAction.OPPRETT_SAK, AuditOutcome.UTEN_VIRKNING);
            return first;
        }
        saker.create(
                c, digisosId, wish.kommune().kommunenummer(), wish.kommune().fiksOrgId(), wish.soker(), null);
        History.write(c, digisosId, null, null, SakHendelse.OPPRETTET_SAK_KOMMUNE);
        if (wish.oppdatering().isPresent()) {
            oppdatering.write(c, digisosId, wish.oppdatering().get(), dokumentId.orElseThrow());
        }
        audit.write(c, subject(wish, digisosId), AuditAction.OPPRETT_SAK, AuditOutcome.UTFORT);
        return digisosId;
    }

    private byte[] print(Wish wish) {
        return fingerprint.of(
                upgrade.gamleFunksjoner() ? wish.parts(wish.soker()) : wish.parts(wish.soker(), audit.integrasjonId()));
    }

    /** Rows from before are without the key. */
    private boolean isThis(byte[] print, Wish wish, Fnr number) {
        return fingerprint.matches(print, wish.parts(number, audit.integrasjonId()))
                || fingerprint.matches(print, wish.parts(number));
    }

    private UUID first(Connection c, Wish wish, String key) throws SQLException {
        SakCreations.Opened first =
                creations.find(c, audit.integrasjonId(), key).orElseThrow();
        if (persons.find(c, wish.soker()).numre().stream()
                .noneMatch(number -> isThis(first.fingeravtrykk(), wish, number))) {
            throw new ApiException(
                    ErrorCode.NOKKEL_I_BRUK, "Idempotency-Key er brukt før, for en annen sak: bruk en ny for hver sak");
        }
        return first.digisosId();
    }

    private AuditSubject subject(Wish wish, UUID digisosId) {
        return AuditSubject.sak(digisosId)
                .withFiksOrg(wish.kommune().fiksOrgId())
                .withPerson(persons.index(wish.soker()).value());
    }

    private Fnr person(@Nullable String sokerFnr) {
        return Fnr.of(sokerFnr == null ? "" : sokerFnr)
                .filter(fnr -> config.syntetiskePersoner() || !fnr.synthetic())
                .orElseThrow(() ->
                        new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "sokerFnr er ikke et gyldig fødselsnummer"));
    }

    private static @Nullable String valid(@Nullable String key) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL, "Idempotency-Key skal være 1 til 64 synlige ASCII-tegn");
        }
        return key;
    }

    /** A new case has none: they are uploaded to the case once it is there. */
    private static void requireNoFiles(Loaded loaded) {
        loaded.referanser().stream().findFirst().ifPresent(reference -> {
            throw new ApiException(
                    ErrorCode.UGYLDIG_OPPDATERING,
                    reference.peker() + ": dokumentet " + reference.id() + " er ikke en fil i saken");
        });
    }
}
