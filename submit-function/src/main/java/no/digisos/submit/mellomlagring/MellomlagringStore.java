package no.digisos.submit.mellomlagring;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentContent;
import no.digisos.common.dokumentlager.DokumentLookup;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.dokumentlager.DokumentTable.FileInfo;
import no.digisos.common.dokumentlager.DokumentTable.Owner;
import no.digisos.common.dokumentlager.DokumentUpload;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.dokumentlager.UploadedParts;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.mellomlagring.MellomlagringTable;
import no.digisos.common.mellomlagring.MellomlagringTable.MellomlagringFile;
import no.digisos.common.mellomlagring.MellomlagringTable.MellomlagringState;
import no.digisos.common.upload.FileEntry;
import no.digisos.submit.mellomlagring.Mellomlagring.MellomlagringMetadata;
import org.jspecify.annotations.Nullable;

/** Keeps, shows and removes files that wait for their submission. */
@ApplicationScoped
class MellomlagringStore {
    /** Characters that NAV's own clients hold to be unusable in a file name, and look for a refusal of (contract.md 2). */
    private static final String FORBIDDEN_CHARS = "*:<>|?/";

    private final Transactions transactions;
    private final DokumentUpload upload;
    private final MellomlagringTable mellomlagringer;
    private final DokumentTable dokumenter;
    private final DokumentLookup dokumentLookup;
    private final DokumentContent dokumentContent;

    MellomlagringStore(
            Transactions transactions,
            DokumentUpload upload,
            MellomlagringTable mellomlagringer,
            DokumentTable dokumenter,
            DokumentLookup dokumentLookup,
            DokumentContent dokumentContent) {
        this.transactions = transactions;
        this.upload = upload;
        this.mellomlagringer = mellomlagringer;
        this.dokumenter = dokumenter;
        this.dokumentLookup = dokumentLookup;
        this.dokumentContent = dokumentContent;
    }

    /** A file opened for reading. */
    record OpenFile(long storrelse, InputStream innhold) {}

    Mellomlagring upload(
            Organisasjonsnummer organisation, NavEksternRefId ref, @Nullable String contentType, InputStream body)
            throws IOException {
        try (UploadedParts uploadedParts = upload.read(contentType, body, Set.of())) {
            if (uploadedParts.files().isEmpty()) {
                throw new ApiException(ErrorCode.MANGLER_DEL, "Forespørselen har ingen fil");
            }
            uploadedParts
                    .files()
                    .forEach(file -> requireUsableName(file.metadata().filnavn()));
            uploadedParts.requireStatedStorrelse();
            Added added = transactions.inTransaction(c -> add(c, organisation, ref, uploadedParts.files()));
            uploadedParts.keep(added.nye());
            return new Mellomlagring(ref.verdi(), added.metadata());
        }
    }

    Mellomlagring list(Organisasjonsnummer organisation, NavEksternRefId ref) {
        List<MellomlagringFile> files = transactions.autoCommit(c -> {
            Optional<UUID> id = mellomlagringer.find(c, organisation, ref);
            return id.isPresent() ? mellomlagringer.files(c, id.get()) : List.of();
        });
        if (files.isEmpty()) {
            throw new ApiException(
                    ErrorCode.FINNES_IKKE, "Det er ingen filer i mellomlagring for denne navEksternRefId");
        }
        return new Mellomlagring(
                ref.verdi(), files.stream().map(MellomlagringStore::metadata).toList());
    }

    OpenFile fetch(Organisasjonsnummer organisation, NavEksternRefId ref, UUID fileId) {
        UUID id = transactions
                .autoCommit(c -> mellomlagringer.find(c, organisation, ref))
                .orElseThrow(MellomlagringStore::notFound);
        Dokument dokument = dokumentLookup.inMellomlagring(id).stream()
                .filter(file -> file.id().equals(fileId))
                .findFirst()
                .orElseThrow(MellomlagringStore::notFound);
        return new OpenFile(dokument.storrelse(), dokumentContent.plaintext(dokument));
    }

    void delete(Organisasjonsnummer organisation, NavEksternRefId ref, UUID fileId) {
        boolean deleted = transactions.inTransaction(c -> {
            UUID id = mellomlagringer.lock(c, organisation, ref).id();
            if (id == null) {
                return false;
            }
            mellomlagringer.touch(c, organisation, ref);
            return dokumenter.deleteStaged(c, fileId, id);
        });
        if (!deleted) {
            throw notFound();
        }
    }

    void deleteAll(Organisasjonsnummer organisation, NavEksternRefId ref) {
        transactions.inTransaction(c -> {
            MellomlagringState staged = mellomlagringer.lock(c, organisation, ref);
            mellomlagringer.empty(c, staged);
            return staged.id() != null;
        });
    }

    private record Added(List<MellomlagringMetadata> metadata, List<UUID> nye) {}

    /**
     * A file that is there already is the old one, however it is encrypted: a client repeats what it got no answer to
     * (pitfalls.md P3). Another of its name is refused, or takes its place where clients make the file anew at each try.
     */
    private Added add(
            Connection c,
            Organisasjonsnummer organisation,
            NavEksternRefId ref,
            List<FileEntry<ReceivedDokument>> files)
            throws SQLException {
        UUID id = mellomlagringer.touch(c, organisation, ref);
        List<MellomlagringFile> existing = new ArrayList<>(mellomlagringer.files(c, id));
        List<MellomlagringMetadata> metadata = new ArrayList<>();
        List<UUID> freshOnes = new ArrayList<>();
        for (FileEntry<ReceivedDokument> file : files) {
            Optional<MellomlagringFile> withName = existing.stream()
                    .filter(f -> f.filnavn().equals(file.metadata().filnavn()))
                    .findFirst();
            if (withName.isPresent() && withName.get().isSameAs(file.innhold())) {
                metadata.add(metadata(withName.get()));
                continue;
            }
            if (withName.isPresent()) {
                remove(c, withName.get(), freshOnes);
                existing.remove(withName.get());
            }
            MellomlagringFile fresh = fresh(id, file);
            dokumenter.attach(
                    c,
                    fresh.id(),
                    Owner.mellomlagring(id, existing.size()),
                    new FileInfo(
                            fresh.filnavn(),
                            file.metadata().mimetype(),
                            file.metadata().storrelse()));
            existing.add(fresh);
            freshOnes.add(fresh.id());
            metadata.add(metadata(fresh));
        }
        return new Added(metadata, freshOnes);
    }

    /** @param freshOnes what the same request brought, which never gives way */
    private void remove(Connection c, MellomlagringFile file, List<UUID> freshOnes) throws SQLException {
        if (!ClientFiles.isReplaced(file.filnavn()) || freshOnes.contains(file.id())) {
            throw new ApiException(
                    ErrorCode.FIL_FINNES,
                    "Filen «" + file.filnavn() + "» finnes allerede i mellomlagring med annet innhold");
        }
        dokumenter.deleteStaged(c, file.id(), file.mellomlagringId());
    }

    private static MellomlagringFile fresh(UUID mellomlagringId, FileEntry<ReceivedDokument> file) {
        String mimetype = file.metadata().mimetype();
        return new MellomlagringFile(
                file.innhold().id(),
                mellomlagringId,
                file.metadata().filnavn(),
                mimetype == null ? "application/octet-stream" : mimetype,
                file.innhold().storrelse(),
                file.innhold().sha512());
    }

    private static MellomlagringMetadata metadata(MellomlagringFile file) {
        return new MellomlagringMetadata(file.filnavn(), file.id(), file.storrelse(), file.mimetype());
    }

    private static void requireUsableName(String filnavn) {
        boolean unusable =
                filnavn.chars().anyMatch(character -> FORBIDDEN_CHARS.indexOf(character) >= 0 || character < ' ');
        if (unusable) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FILNAVN, "Filnavnet har tegn som ikke er tillatt: * : < > | ? / og kontrolltegn");
        }
    }

    private static ApiException notFound() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Filen finnes ikke i mellomlagring");
    }
}
