package no.digisos.status.mottak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.dokumentlager.Sendeformer;
import no.digisos.common.krypto.CmsEncryptor;
import no.digisos.common.leveranse.Forsendelsesmetadata;
import no.digisos.common.sendeform.Sendeform;
import no.digisos.status.mottak.Meldingsinnhold.Innhold;

/**
 * A whole message as a zip in CMS (delivery.md 1): {@code forsendelseMetadata.json}, then the documents in their order. Made while
 * it is read: each document is decrypted through a window into the zip, and the zip is encrypted as it comes, so that nothing lies
 * in the clear anywhere and memory is the same whatever the size.
 */
@ApplicationScoped
public class Meldingspakke {
    private final Sendeformer sendeformer;
    private final Dokumentinnhold dokumentinnhold;
    private final ObjectMapper mapper;

    Meldingspakke(Sendeformer sendeformer, Dokumentinnhold dokumentinnhold, ObjectMapper mapper) {
        this.sendeformer = sendeformer;
        this.dokumentinnhold = dokumentinnhold;
        this.mapper = mapper;
    }

    /**
     * A file in the package.
     *
     * @param navn unique in the package, and safe to unpack under ({@link Sendeform})
     * @param sha256 of the plain file
     * @param storrelse bytes of the plain file
     */
    public record Fil(String navn, String mimetype, byte[] sha256, long storrelse, Kilde kilde) {}

    /** Where a file's plain bytes come from. */
    @FunctionalInterface
    public interface Kilde {
        void skriv(OutputStream ut) throws IOException;
    }

    /** What the package holds, in order. */
    public List<Fil> filer(Innhold innhold) {
        List<Fil> filer = new ArrayList<>();
        filer.add(metadatafil(innhold));
        filer.addAll(dokumentfiler(innhold));
        return List.copyOf(filer);
    }

    /**
     * The same files under the same names for whoever files the first entry as the main document, as KS's receiver of SvarInn does:
     * the main document first, {@code forsendelseMetadata.json} last.
     */
    public List<Fil> filerMedHoveddokumentForst(Innhold innhold) {
        List<Fil> filer = Hoveddokument.forst(innhold.dokumenter(), dokumentfiler(innhold));
        filer.add(metadatafil(innhold));
        return List.copyOf(filer);
    }

    private Fil metadatafil(Innhold innhold) {
        byte[] metadata = json(innhold.metadata());
        return new Fil(
                Forsendelsesmetadata.FILNAVN,
                "application/json",
                sha256(metadata),
                metadata.length,
                ut -> ut.write(metadata));
    }

    private List<Fil> dokumentfiler(Innhold innhold) {
        List<Sendeform> former = sendeformer.pakkens(innhold.dokumenter(), Forsendelsesmetadata.FILNAVN);
        List<Fil> filer = new ArrayList<>();
        for (int i = 0; i < former.size(); i++) {
            Dokument dokument = innhold.dokumenter().get(i);
            filer.add(new Fil(
                    former.get(i).filnavn(),
                    former.get(i).mimetype(),
                    dokumentinnhold.sha256(dokument),
                    dokument.storrelse(),
                    ut -> dokumentinnhold.skrivKlartekst(dokument, ut)));
        }
        return filer;
    }

    /**
     * Writes the package.
     *
     * @param filer of this message, in the order that they shall have
     * @param ut neither closed nor, when this fails, given the end of the CMS: a broken package must not look whole
     */
    public void skriv(Innhold innhold, List<Fil> filer, X509Certificate mottaker, OutputStream ut) throws IOException {
        LocalDateTime mottatt = LocalDateTime.ofInstant(innhold.innsending().mottatt(), ZoneOffset.UTC);
        OutputStream kryptert = CmsEncryptor.encryptTo(ut, mottaker);
        Arkiv arkiv = new Arkiv(kryptert);
        try {
            for (Fil fil : filer) {
                ZipEntry post = new ZipEntry(fil.navn());
                post.setTimeLocal(mottatt);
                arkiv.putNextEntry(post);
                fil.kilde().skriv(arkiv);
                arkiv.closeEntry();
            }
            arkiv.finish();
        } finally {
            arkiv.slipp();
        }
        kryptert.close();
    }

    /** Most of what comes is PDFs and pictures, packed already: to pack them again costs time and saves nothing. */
    private static final class Arkiv extends ZipOutputStream {
        Arkiv(OutputStream ut) {
            super(ut, StandardCharsets.UTF_8);
            setLevel(Deflater.NO_COMPRESSION);
        }

        /** Gives the packer's memory back without ending what is below, as closing would. */
        void slipp() {
            def.end();
        }
    }

    private byte[] json(Forsendelsesmetadata metadata) {
        try {
            return mapper.writeValueAsBytes(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
