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
import no.digisos.common.audit.AuditAction;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.DokumentIntake;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.dokumentlager.DokumentTable.FileInfo;
import no.digisos.common.dokumentlager.DokumentTable.Owner;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.fileformat.Deviation;
import no.digisos.common.fileformat.DigisosSokerReferences;
import no.digisos.common.fileformat.FileFormat;
import no.digisos.common.fileformat.FileFormatValidator;
import no.digisos.common.http.JsonBody;
import no.digisos.common.sak.History;
import no.digisos.common.sak.History.SakHendelse;
import no.digisos.common.sak.OppdateringTable;
import no.digisos.common.sak.Sak;
import no.digisos.common.sak.SakTable;

/** A case update: validated strictly, kept as a new document, replacing the last (contract.md 6). */
@ApplicationScoped
class SakOppdatering {
    static final String TYPE = "no.nav.digisos.digisos.soker.v1";

    private static final int MAX_DEVIATIONS_IN_ANSWER = 10;

    private final FileFormatValidator validator;
    private final DokumentIntake intake;
    private final Transactions transactions;
    private final DokumentTable dokumenter;
    private final OppdateringTable oppdateringer;
    private final SakTable saker;
    private final SakAudit audit;
    private final JsonBody body;
    private final ObjectMapper mapper;

    SakOppdatering(
            FileFormatValidator validator,
            DokumentIntake intake,
            Transactions transactions,
            DokumentTable dokumenter,
            OppdateringTable oppdateringer,
            SakTable saker,
            SakAudit audit,
            JsonBody body,
            ObjectMapper mapper) {
        this.validator = validator;
        this.intake = intake;
        this.transactions = transactions;
        this.dokumenter = dokumenter;
        this.oppdateringer = oppdateringer;
        this.saker = saker;
        this.audit = audit;
        this.body = body;
        this.mapper = mapper;
    }

    /**
     * An update that holds by itself; whether its files are the case's own shows under the case's lock.
     *
     * @param innhold digisos-soker.json, byte for byte as it was sent
     * @param kompakt the same without what means nothing, to hold against a repeat
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Loaded(List<DigisosSokerReferences.Reference> referanser, byte[] innhold, byte[] kompakt) {}

    void update(Sak sak, JsonBody.Dokument melding) {
        Loaded loaded = read(melding);
        ReceivedDokument dokument = intake.seal(loaded.innhold());
        boolean attached = false;
        try {
            transactions.inTransaction(c -> {
                SakGrant.requireSak(saker.lock(c, sak.digisosId()));
                write(c, sak.digisosId(), loaded, dokument.id());
                saker.touch(c, sak.digisosId());
                audit.write(c, sak, AuditAction.OPPDATER_SAK);
                return sak;
            });
            attached = true;
        } finally {
            if (!attached) {
                intake.discard(List.of(dokument.id()));
            }
        }
    }

    /**
     * Reads the message of an update.
     *
     * @throws ApiException 400 naming the pointers of what breaks a rule
     */
    Loaded read(JsonBody.Dokument dokument) {
        JsonNode melding = dokument.json();
        JsonNode soker = melding.path("sak").path("soker");
        if (!soker.isObject()) {
            throw new ApiException(ErrorCode.UGYLDIG_OPPDATERING, "/sak/soker mangler eller er ikke et objekt");
        }
        if (!TYPE.equals(melding.path("type").textValue())) {
            throw new ApiException(ErrorCode.UGYLDIG_OPPDATERING, "/type skal være " + TYPE);
        }
        requireValid(soker);
        return new Loaded(
                DigisosSokerReferences.dokumentlager(soker), body.slice(dokument, "sak", "soker"), compact(soker));
    }

    /** Makes a sealed document the case's current update, in the caller's transaction, which has locked or made the case. */
    void write(Connection c, UUID digisosId, Loaded loaded, UUID dokumentId) throws SQLException {
        requireSakFiles(c, digisosId, loaded.referanser());
        dokumenter.attach(
                c,
                dokumentId,
                Owner.sak(DokumentRole.DIGISOS_SOKER_JSON, digisosId, null, 0),
                new FileInfo("digisos-soker.json", "application/json", loaded.innhold().length));
        oppdateringer.replace(
                c,
                digisosId,
                dokumentId,
                audit.integrasjonId(),
                loaded.referanser().stream()
                        .map(DigisosSokerReferences.Reference::id)
                        .collect(Collectors.toSet()));
        History.write(c, digisosId, null, null, SakHendelse.OPPDATERT_SAK_KOMMUNE);
    }

    void delete(Sak sak) {
        transactions.inTransaction(c -> {
            SakGrant.requireSak(saker.lock(c, sak.digisosId()));
            oppdateringer.remove(c, sak.digisosId());
            saker.touch(c, sak.digisosId());
            History.write(c, sak.digisosId(), null, null, SakHendelse.SLETTET_OPPDATERING_KOMMUNE);
            audit.write(c, sak, AuditAction.OPPDATER_SAK);
            return sak;
        });
    }

    /** The files that the current update names. */
    Set<UUID> referencedFiles(Connection c, UUID digisosId) throws SQLException {
        return oppdateringer.references(c, digisosId);
    }

    private void requireValid(JsonNode soker) {
        List<Deviation> deviation = validator.validate(FileFormat.DIGISOS_SOKER, soker);
        if (!deviation.isEmpty()) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_OPPDATERING,
                    "digisos-soker.json er ikke gyldig: "
                            + deviation.stream()
                                    .limit(MAX_DEVIATIONS_IN_ANSWER)
                                    .map(Deviation::melding)
                                    .collect(Collectors.joining("; ")));
        }
    }

    private void requireSakFiles(Connection c, UUID digisosId, List<DigisosSokerReferences.Reference> references)
            throws SQLException {
        Set<UUID> ofSak = new HashSet<>(oppdateringer.sakFiles(c, digisosId));
        for (DigisosSokerReferences.Reference reference : references) {
            if (!ofSak.contains(reference.id())) {
                throw new ApiException(
                        ErrorCode.UGYLDIG_OPPDATERING,
                        reference.peker() + ": dokumentet " + reference.id() + " er ikke en fil i saken");
            }
        }
    }

    private byte[] compact(JsonNode soker) {
        try {
            return mapper.writeValueAsString(soker).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
