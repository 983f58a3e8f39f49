package no.digisos.fallback.utsending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.dokumentlager.KonvoluttStrom;
import no.digisos.common.krypto.CmsEncryptor;
import no.digisos.common.krypto.CmsEnvelope;
import no.digisos.common.leveranse.Forsendelsesmetadata;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.fallback.svarut.ForsendelseDokument;
import no.digisos.fallback.svarut.SvarUtException;
import no.digisos.fallback.svarut.SvarUtKlient;

/**
 * The documents of a forsendelse, in order: each re-wrapped for SvarUt's certificate as it lies, and
 * {@code forsendelseMetadata.json}, which is ours and encrypted afresh (messages.md 7).
 */
@ApplicationScoped
class Dokumentbygger {
    private static final String JSON = "application/json";
    private static final String PDF = "application/pdf";
    private static final byte[] PDF_MAGIC = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final SvarUtKlient svarUt;
    private final Dokumenter dokumenter;
    private final Dokumentinnhold innhold;
    private final ObjectMapper mapper;

    Dokumentbygger(SvarUtKlient svarUt, Dokumenter dokumenter, Dokumentinnhold innhold, ObjectMapper mapper) {
        this.svarUt = svarUt;
        this.dokumenter = dokumenter;
        this.innhold = innhold;
        this.mapper = mapper;
    }

    /**
     * The documents, ready to be sent.
     *
     * @throws SvarUtException when its certificate cannot be fetched
     */
    List<ForsendelseDokument> bygg(Leveranse leveranse, List<Dokument> alle, Forsendelsesmetadata forsendelsesmetadata)
            throws SvarUtException {
        // Refused after acceptance: it may have been encrypted for a certificate that was changed meanwhile.
        X509Certificate sertifikat =
                leveranse.svarutStatus() == null ? svarUt.certificate() : svarUt.refetchCertificate();
        Filnavn filnavn = new Filnavn();
        filnavn.reserver(Forsendelsesmetadata.FILNAVN);
        List<ForsendelseDokument> deler = new ArrayList<>();
        for (Dokument dokument : alle) {
            CmsEnvelope konvolutt = innhold.konvolutt(dokument, sertifikat);
            deler.add(new ForsendelseDokument(
                    metadata(filnavn.forSvarUt(dokumenter.filnavn(dokument)), mimetype(dokument)),
                    konvolutt.size(),
                    () -> new KonvoluttStrom(konvolutt, innhold.chiffer(dokument))));
        }
        byte[] kryptert = krypter(json(forsendelsesmetadata), sertifikat);
        deler.add(new ForsendelseDokument(
                metadata(Forsendelsesmetadata.FILNAVN, JSON),
                kryptert.length,
                () -> new ByteArrayInputStream(kryptert)));
        return deler;
    }

    /** Only PDFs can be printed; everything else is left out of the letter. */
    private static no.digisos.fallback.svarut.Dokument metadata(String filnavn, String mimetype) {
        return new no.digisos.fallback.svarut.Dokument(filnavn, mimetype, !mimetype.equals(PDF));
    }

    /** What the file is by its own first bytes, since clients state the type of their PDFs in several ways. */
    private String mimetype(Dokument dokument) {
        try (InputStream klartekst = innhold.klartekst(dokument)) {
            boolean erPdf = Arrays.equals(klartekst.readNBytes(PDF_MAGIC.length), PDF_MAGIC);
            if (erPdf) {
                return PDF;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dokument.mimetype().equals(PDF) ? "application/octet-stream" : dokument.mimetype();
    }

    private byte[] json(Forsendelsesmetadata metadata) {
        try {
            return mapper.writeValueAsBytes(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] krypter(byte[] klartekst, X509Certificate sertifikat) {
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        try {
            CmsEncryptor.encrypt(new ByteArrayInputStream(klartekst), cms, sertifikat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cms.toByteArray();
    }
}
