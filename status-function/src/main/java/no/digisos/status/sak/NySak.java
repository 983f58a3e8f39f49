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
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Oppgradering;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokumentmottak;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.JsonKropp;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ider;
import no.digisos.common.kommune.Kommune;
import no.digisos.common.kommune.KommuneRepository;
import no.digisos.common.krypto.Fingerprint;
import no.digisos.common.person.Personer;
import no.digisos.common.sak.Historikk;
import no.digisos.common.sak.Historikk.Sakshendelse;
import no.digisos.common.sak.Saker;
import no.digisos.common.sak.Sakopprettelser;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.SecurityConfig;
import no.digisos.status.sak.Saksoppdatering.Lest;
import org.jspecify.annotations.Nullable;

/**
 * A case that a kommune opens itself, for somebody who applied on paper (contract.md 6). It has no søknad, so what is sent to it
 * later names FIKS_IO and the digisosId as its soknadLeveranseId (delivery.md 7).
 */
@ApplicationScoped
class NySak {
    private static final Pattern NOKKEL = Pattern.compile("[!-~]{1,64}");

    private final Innlogget innlogget;
    private final SecurityConfig config;
    private final KommuneRepository kommuner;
    private final Saksoppdatering oppdatering;
    private final Dokumentmottak mottak;
    private final Transactions transactions;
    private final Saker saker;
    private final Sakopprettelser opprettelser;
    private final Fingerprint fingerprint;
    private final Personer personer;
    private final Saksaudit audit;
    private final Oppgradering oppgradering;

    NySak(
            Innlogget innlogget,
            SecurityConfig config,
            KommuneRepository kommuner,
            Saksoppdatering oppdatering,
            Dokumentmottak mottak,
            Transactions transactions,
            Saker saker,
            Sakopprettelser opprettelser,
            Fingerprint fingerprint,
            Personer personer,
            Saksaudit audit,
            Oppgradering oppgradering) {
        this.innlogget = innlogget;
        this.config = config;
        this.kommuner = kommuner;
        this.oppdatering = oppdatering;
        this.mottak = mottak;
        this.transactions = transactions;
        this.saker = saker;
        this.opprettelser = opprettelser;
        this.fingerprint = fingerprint;
        this.personer = personer;
        this.audit = audit;
        this.oppgradering = oppgradering;
    }

    /**
     * What is asked for.
     *
     * @param nokkel under which the integration repeats the call; null when every call is a new case
     */
    private record Onske(
            Kommune kommune, Fnr soker, @Nullable String nokkel, Optional<Lest> oppdatering) {
        /**
         * What must be the same in a repeat.
         *
         * @param nummer of the person, under which the first call may have come
         */
        List<byte[]> deler(Fnr nummer) {
            return List.of(
                    kommune.fiksOrgId().toString().getBytes(StandardCharsets.US_ASCII),
                    nummer.verdi().getBytes(StandardCharsets.US_ASCII),
                    oppdatering.map(Lest::kompakt).orElseGet(() -> new byte[0]));
        }

        /** The same, of this key of this integration: two that ask for the same are not seen to. */
        List<byte[]> deler(Fnr nummer, UUID integrasjonId) {
            List<byte[]> deler = new ArrayList<>(deler(nummer));
            deler.add((integrasjonId + " " + nokkel).getBytes(StandardCharsets.US_ASCII));
            return deler;
        }
    }

    /**
     * The kommune in which the caller may open cases.
     *
     * @throws ApiException 403 without a grant on the fiksOrg, also when there is no such kommune
     */
    Kommune krevKommune(String fiksOrgId) {
        UUID fiksOrg = Ider.les("fiksOrgId", fiksOrgId);
        innlogget.kaller().krevFagsystem(fiksOrg);
        return kommuner.forFiksOrg(fiksOrg)
                .orElseThrow(
                        () -> new ApiException(ErrorCode.INGEN_TILGANG, "Det er ingen kommune med fiksOrg " + fiksOrg));
    }

    /**
     * Opens the case, with a first update if there is one.
     *
     * @return its digisosId; for a repeat under the same key, that of the first call
     * @throws ApiException 400 for a person or an update that breaks a rule, 409 for a key that was used for something else
     */
    UUID apne(
            Kommune kommune, @Nullable String sokerFnr, @Nullable String nokkel, Optional<JsonKropp.Dokument> melding) {
        Onske onske = new Onske(kommune, person(sokerFnr), gyldig(nokkel), melding.map(oppdatering::les));
        onske.oppdatering().ifPresent(NySak::krevIngenFiler);
        UUID digisosId = UUID.randomUUID();
        Optional<UUID> dokumentId =
                onske.oppdatering().map(lest -> mottak.forsegl(lest.innhold()).id());
        boolean brukt = false;
        try {
            UUID apnet = transactions.inTransaction(c -> apne(c, onske, digisosId, dokumentId));
            brukt = apnet.equals(digisosId);
            return apnet;
        } finally {
            if (!brukt) {
                mottak.forkast(dokumentId.stream().toList());
            }
        }
    }

    private UUID apne(Connection c, Onske onske, UUID digisosId, Optional<UUID> dokumentId) throws SQLException {
        if (onske.nokkel() != null
                && !opprettelser.settInn(c, audit.integrasjonId(), onske.nokkel(), digisosId, avtrykk(onske))) {
            UUID forste = forste(c, onske, onske.nokkel());
            audit.skriv(c, gjenstand(onske, forste), Handling.OPPRETT_SAK, AuditUtfall.UTEN_VIRKNING);
            return forste;
        }
        saker.opprett(
                c, digisosId, onske.kommune().kommunenummer(), onske.kommune().fiksOrgId(), onske.soker(), null);
        Historikk.skriv(c, digisosId, null, null, Sakshendelse.OPPRETTET_SAK_KOMMUNE);
        if (onske.oppdatering().isPresent()) {
            oppdatering.skriv(c, digisosId, onske.oppdatering().get(), dokumentId.orElseThrow());
        }
        audit.skriv(c, gjenstand(onske, digisosId), Handling.OPPRETT_SAK, AuditUtfall.UTFORT);
        return digisosId;
    }

    private byte[] avtrykk(Onske onske) {
        return fingerprint.of(
                oppgradering.gamleFunksjoner()
                        ? onske.deler(onske.soker())
                        : onske.deler(onske.soker(), audit.integrasjonId()));
    }

    /** Rows from before are without the key. */
    private boolean erDenne(byte[] avtrykk, Onske onske, Fnr nummer) {
        return fingerprint.matches(avtrykk, onske.deler(nummer, audit.integrasjonId()))
                || fingerprint.matches(avtrykk, onske.deler(nummer));
    }

    private UUID forste(Connection c, Onske onske, String nokkel) throws SQLException {
        Sakopprettelser.Apnet forste =
                opprettelser.finn(c, audit.integrasjonId(), nokkel).orElseThrow();
        if (personer.finn(c, onske.soker()).numre().stream()
                .noneMatch(nummer -> erDenne(forste.fingeravtrykk(), onske, nummer))) {
            throw new ApiException(
                    ErrorCode.NOKKEL_I_BRUK, "Idempotency-Key er brukt før, for en annen sak: bruk en ny for hver sak");
        }
        return forste.digisosId();
    }

    private AuditGjenstand gjenstand(Onske onske, UUID digisosId) {
        return AuditGjenstand.sak(digisosId)
                .medFiksOrg(onske.kommune().fiksOrgId())
                .medPerson(personer.indeks(onske.soker()).value());
    }

    private Fnr person(@Nullable String sokerFnr) {
        return Fnr.of(sokerFnr == null ? "" : sokerFnr)
                .filter(fnr -> config.syntetiskePersoner() || !fnr.syntetisk())
                .orElseThrow(() ->
                        new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "sokerFnr er ikke et gyldig fødselsnummer"));
    }

    private static @Nullable String gyldig(@Nullable String nokkel) {
        if (nokkel != null && !NOKKEL.matcher(nokkel).matches()) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL, "Idempotency-Key skal være 1 til 64 synlige ASCII-tegn");
        }
        return nokkel;
    }

    /** A new case has none: they are uploaded to the case once it is there. */
    private static void krevIngenFiler(Lest lest) {
        lest.referanser().stream().findFirst().ifPresent(referanse -> {
            throw new ApiException(
                    ErrorCode.UGYLDIG_OPPDATERING,
                    referanse.peker() + ": dokumentet " + referanse.id() + " er ikke en fil i saken");
        });
    }
}
