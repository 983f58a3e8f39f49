package no.digisos.status.sak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumenter.Eier;
import no.digisos.common.dokumentlager.Dokumenter.Filopplysning;
import no.digisos.common.dokumentlager.Dokumentmottak;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.filformat.Avvik;
import no.digisos.common.filformat.DigisosSokerReferanser;
import no.digisos.common.filformat.Filformat;
import no.digisos.common.filformat.FilformatValidator;
import no.digisos.common.http.JsonKropp;
import no.digisos.common.sak.Historikk;
import no.digisos.common.sak.Historikk.Sakshendelse;
import no.digisos.common.sak.Oppdateringer;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.Saker;

/** A case update: validated strictly, kept as a new document, replacing the last (contract.md 6). */
@ApplicationScoped
class Saksoppdatering {
    static final String TYPE = "no.nav.digisos.digisos.soker.v1";

    private static final int MAKS_AVVIK_I_SVAR = 10;

    private final FilformatValidator validator;
    private final Dokumentmottak mottak;
    private final Transactions transactions;
    private final Dokumenter dokumenter;
    private final Oppdateringer oppdateringer;
    private final Saker saker;
    private final Saksaudit audit;
    private final JsonKropp kropp;
    private final ObjectMapper mapper;

    Saksoppdatering(
            FilformatValidator validator,
            Dokumentmottak mottak,
            Transactions transactions,
            Dokumenter dokumenter,
            Oppdateringer oppdateringer,
            Saker saker,
            Saksaudit audit,
            JsonKropp kropp,
            ObjectMapper mapper) {
        this.validator = validator;
        this.mottak = mottak;
        this.transactions = transactions;
        this.dokumenter = dokumenter;
        this.oppdateringer = oppdateringer;
        this.saker = saker;
        this.audit = audit;
        this.kropp = kropp;
        this.mapper = mapper;
    }

    /**
     * An update that holds by itself; whether its files are the case's own shows under the case's lock.
     *
     * @param innhold digisos-soker.json, byte for byte as it was sent
     * @param kompakt the same without what means nothing, to hold against a repeat
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Lest(List<DigisosSokerReferanser.Referanse> referanser, byte[] innhold, byte[] kompakt) {}

    void oppdater(Sak sak, JsonKropp.Dokument melding) {
        Lest lest = les(melding);
        MottattDokument dokument = mottak.forsegl(lest.innhold());
        boolean knyttet = false;
        try {
            transactions.inTransaction(c -> {
                Sakfiler.krevSak(saker.las(c, sak.digisosId()));
                skriv(c, sak.digisosId(), lest, dokument.id());
                saker.beror(c, sak.digisosId());
                audit.skriv(c, sak, Handling.OPPDATER_SAK);
                return sak;
            });
            knyttet = true;
        } finally {
            if (!knyttet) {
                mottak.forkast(List.of(dokument.id()));
            }
        }
    }

    /**
     * Reads the message of an update.
     *
     * @throws ApiException 400 naming the pointers of what breaks a rule
     */
    Lest les(JsonKropp.Dokument dokument) {
        JsonNode melding = dokument.json();
        JsonNode soker = melding.path("sak").path("soker");
        if (!soker.isObject()) {
            throw new ApiException(ErrorCode.UGYLDIG_OPPDATERING, "/sak/soker mangler eller er ikke et objekt");
        }
        if (!TYPE.equals(melding.path("type").textValue())) {
            throw new ApiException(ErrorCode.UGYLDIG_OPPDATERING, "/type skal være " + TYPE);
        }
        krevGyldig(soker);
        return new Lest(
                DigisosSokerReferanser.dokumentlager(soker), kropp.utsnitt(dokument, "sak", "soker"), kompakt(soker));
    }

    /** Makes a sealed document the case's current update, in the caller's transaction, which has locked or made the case. */
    void skriv(Connection c, UUID digisosId, Lest lest, UUID dokumentId) throws SQLException {
        krevSakensFiler(c, digisosId, lest.referanser());
        dokumenter.knytt(
                c,
                dokumentId,
                Eier.sak(Dokumentrolle.DIGISOS_SOKER_JSON, digisosId, null, 0),
                new Filopplysning("digisos-soker.json", "application/json", lest.innhold().length));
        oppdateringer.erstatt(
                c,
                digisosId,
                dokumentId,
                audit.integrasjonId(),
                lest.referanser().stream()
                        .map(DigisosSokerReferanser.Referanse::id)
                        .collect(Collectors.toSet()));
        Historikk.skriv(c, digisosId, null, null, Sakshendelse.OPPDATERT_SAK_KOMMUNE);
    }

    void slett(Sak sak) {
        transactions.inTransaction(c -> {
            Sakfiler.krevSak(saker.las(c, sak.digisosId()));
            oppdateringer.fjern(c, sak.digisosId());
            saker.beror(c, sak.digisosId());
            Historikk.skriv(c, sak.digisosId(), null, null, Sakshendelse.SLETTET_OPPDATERING_KOMMUNE);
            audit.skriv(c, sak, Handling.OPPDATER_SAK);
            return sak;
        });
    }

    /** The files that the current update names. */
    Set<UUID> refererteFiler(Connection c, UUID digisosId) throws SQLException {
        return oppdateringer.referanser(c, digisosId);
    }

    private void krevGyldig(JsonNode soker) {
        List<Avvik> avvik = validator.validate(Filformat.DIGISOS_SOKER, soker);
        if (!avvik.isEmpty()) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_OPPDATERING,
                    "digisos-soker.json er ikke gyldig: "
                            + avvik.stream()
                                    .limit(MAKS_AVVIK_I_SVAR)
                                    .map(Avvik::melding)
                                    .collect(Collectors.joining("; ")));
        }
    }

    private void krevSakensFiler(Connection c, UUID digisosId, List<DigisosSokerReferanser.Referanse> referanser)
            throws SQLException {
        Set<UUID> sakens = new HashSet<>(oppdateringer.sakensFiler(c, digisosId));
        for (DigisosSokerReferanser.Referanse referanse : referanser) {
            if (!sakens.contains(referanse.id())) {
                throw new ApiException(
                        ErrorCode.UGYLDIG_OPPDATERING,
                        referanse.peker() + ": dokumentet " + referanse.id() + " er ikke en fil i saken");
            }
        }
    }

    private byte[] kompakt(JsonNode soker) {
        try {
            return mapper.writeValueAsString(soker).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
