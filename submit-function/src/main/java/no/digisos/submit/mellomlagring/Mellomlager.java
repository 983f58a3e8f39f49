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
import no.digisos.common.dokumentlager.DokumentRepository;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumenter.Eier;
import no.digisos.common.dokumentlager.Dokumenter.Filopplysning;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.dokumentlager.Filopplasting;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.dokumentlager.Opplastet;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.upload.Fil;
import no.digisos.submit.mellomlagring.Mellomlagring.MellomlagringMetadata;
import no.digisos.submit.mellomlagring.Mellomlagringer.Mellomlagret;
import no.digisos.submit.mellomlagring.Mellomlagringer.MellomlagretFil;
import org.jspecify.annotations.Nullable;

/** Keeps, shows and removes files that wait for their submission. */
@ApplicationScoped
class Mellomlager {
    /** Characters that NAV's own clients hold to be unusable in a file name, and look for a refusal of (contract.md 2). */
    private static final String FORBUDTE_TEGN = "*:<>|?/";

    private final Transactions transactions;
    private final Filopplasting opplasting;
    private final Mellomlagringer mellomlagringer;
    private final Dokumenter dokumenter;
    private final DokumentRepository dokumentRepository;
    private final Dokumentinnhold dokumentinnhold;

    Mellomlager(
            Transactions transactions,
            Filopplasting opplasting,
            Mellomlagringer mellomlagringer,
            Dokumenter dokumenter,
            DokumentRepository dokumentRepository,
            Dokumentinnhold dokumentinnhold) {
        this.transactions = transactions;
        this.opplasting = opplasting;
        this.mellomlagringer = mellomlagringer;
        this.dokumenter = dokumenter;
        this.dokumentRepository = dokumentRepository;
        this.dokumentinnhold = dokumentinnhold;
    }

    /** A file opened for reading. */
    record Apen(long storrelse, InputStream innhold) {}

    Mellomlagring lastOpp(
            Organisasjonsnummer organisasjon, NavEksternRefId ref, @Nullable String contentType, InputStream body)
            throws IOException {
        try (Opplastet opplastet = opplasting.les(contentType, body, Set.of())) {
            if (opplastet.filer().isEmpty()) {
                throw new ApiException(ErrorCode.MANGLER_DEL, "Forespørselen har ingen fil");
            }
            opplastet.filer().forEach(fil -> krevBrukbartNavn(fil.metadata().filnavn()));
            opplastet.krevOppgittStorrelse();
            Lagt lagt = transactions.inTransaction(c -> legg(c, organisasjon, ref, opplastet.filer()));
            opplastet.behold(lagt.nye());
            return new Mellomlagring(ref.verdi(), lagt.metadata());
        }
    }

    Mellomlagring list(Organisasjonsnummer organisasjon, NavEksternRefId ref) {
        List<MellomlagretFil> filer = transactions.autoCommit(c -> {
            Optional<UUID> id = mellomlagringer.finn(c, organisasjon, ref);
            return id.isPresent() ? mellomlagringer.filer(c, id.get()) : List.of();
        });
        if (filer.isEmpty()) {
            throw new ApiException(
                    ErrorCode.FINNES_IKKE, "Det er ingen filer i mellomlagring for denne navEksternRefId");
        }
        return new Mellomlagring(
                ref.verdi(), filer.stream().map(Mellomlager::metadata).toList());
    }

    Apen hent(Organisasjonsnummer organisasjon, NavEksternRefId ref, UUID filId) {
        UUID id = transactions
                .autoCommit(c -> mellomlagringer.finn(c, organisasjon, ref))
                .orElseThrow(Mellomlager::finnesIkke);
        Dokument dokument = dokumentRepository.iMellomlagring(id).stream()
                .filter(fil -> fil.id().equals(filId))
                .findFirst()
                .orElseThrow(Mellomlager::finnesIkke);
        return new Apen(dokument.storrelse(), dokumentinnhold.klartekst(dokument));
    }

    void slett(Organisasjonsnummer organisasjon, NavEksternRefId ref, UUID filId) {
        boolean slettet = transactions.inTransaction(c -> {
            UUID id = mellomlagringer.las(c, organisasjon, ref).id();
            if (id == null) {
                return false;
            }
            mellomlagringer.beror(c, organisasjon, ref);
            return dokumenter.slettMellomlagret(c, filId, id);
        });
        if (!slettet) {
            throw finnesIkke();
        }
    }

    void slettAlle(Organisasjonsnummer organisasjon, NavEksternRefId ref) {
        transactions.inTransaction(c -> {
            Mellomlagret mellomlagret = mellomlagringer.las(c, organisasjon, ref);
            mellomlagringer.tom(c, mellomlagret);
            return mellomlagret.id() != null;
        });
    }

    private record Lagt(List<MellomlagringMetadata> metadata, List<UUID> nye) {}

    /**
     * A file that is there already is the old one, however it is encrypted: a client repeats what it got no answer to
     * (pitfalls.md P3). Another of its name is refused, or takes its place where clients make the file anew at each try.
     */
    private Lagt legg(
            Connection c, Organisasjonsnummer organisasjon, NavEksternRefId ref, List<Fil<MottattDokument>> filer)
            throws SQLException {
        UUID id = mellomlagringer.beror(c, organisasjon, ref);
        List<MellomlagretFil> fraFor = new ArrayList<>(mellomlagringer.filer(c, id));
        List<MellomlagringMetadata> metadata = new ArrayList<>();
        List<UUID> nye = new ArrayList<>();
        for (Fil<MottattDokument> fil : filer) {
            Optional<MellomlagretFil> medNavnet = fraFor.stream()
                    .filter(f -> f.filnavn().equals(fil.metadata().filnavn()))
                    .findFirst();
            if (medNavnet.isPresent() && medNavnet.get().erSammeSom(fil.innhold())) {
                metadata.add(metadata(medNavnet.get()));
                continue;
            }
            if (medNavnet.isPresent()) {
                fjern(c, medNavnet.get(), nye);
                fraFor.remove(medNavnet.get());
            }
            MellomlagretFil ny = ny(id, fil);
            dokumenter.knytt(
                    c,
                    ny.id(),
                    Eier.mellomlagring(id, fraFor.size()),
                    new Filopplysning(
                            ny.filnavn(),
                            fil.metadata().mimetype(),
                            fil.metadata().storrelse()));
            fraFor.add(ny);
            nye.add(ny.id());
            metadata.add(metadata(ny));
        }
        return new Lagt(metadata, nye);
    }

    /** @param nye what the same request brought, which never gives way */
    private void fjern(Connection c, MellomlagretFil fil, List<UUID> nye) throws SQLException {
        if (!Klientfiler.byttesUt(fil.filnavn()) || nye.contains(fil.id())) {
            throw new ApiException(
                    ErrorCode.FIL_FINNES,
                    "Filen «" + fil.filnavn() + "» finnes allerede i mellomlagring med annet innhold");
        }
        dokumenter.slettMellomlagret(c, fil.id(), fil.mellomlagringId());
    }

    private static MellomlagretFil ny(UUID mellomlagringId, Fil<MottattDokument> fil) {
        String mimetype = fil.metadata().mimetype();
        return new MellomlagretFil(
                fil.innhold().id(),
                mellomlagringId,
                fil.metadata().filnavn(),
                mimetype == null ? "application/octet-stream" : mimetype,
                fil.innhold().storrelse(),
                fil.innhold().sha512());
    }

    private static MellomlagringMetadata metadata(MellomlagretFil fil) {
        return new MellomlagringMetadata(fil.filnavn(), fil.id(), fil.storrelse(), fil.mimetype());
    }

    private static void krevBrukbartNavn(String filnavn) {
        boolean ubrukelig = filnavn.chars().anyMatch(tegn -> FORBUDTE_TEGN.indexOf(tegn) >= 0 || tegn < ' ');
        if (ubrukelig) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FILNAVN, "Filnavnet har tegn som ikke er tillatt: * : < > | ? / og kontrolltegn");
        }
    }

    private static ApiException finnesIkke() {
        return new ApiException(ErrorCode.FINNES_IKKE, "Filen finnes ikke i mellomlagring");
    }
}
