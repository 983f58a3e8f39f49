package no.digisos.fallback.utsending;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.Dokumentinnhold;
import no.digisos.common.dokumentlager.KonvoluttStrom;
import no.digisos.common.krypto.CmsEncryptor;
import no.digisos.common.krypto.CmsEnvelope;
import no.digisos.common.leveranse.Forsendelsesmetadata;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.sendeform.Sendeform;
import no.digisos.common.sendeform.Utskrift;
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

    private final SvarUtKlient svarUt;
    private final Dokumentinnhold innhold;
    private final ObjectMapper mapper;

    Dokumentbygger(SvarUtKlient svarUt, Dokumentinnhold innhold, ObjectMapper mapper) {
        this.svarUt = svarUt;
        this.innhold = innhold;
        this.mapper = mapper;
    }

    /**
     * The documents, ready to be sent.
     *
     * @param former those of the documents, in order
     * @throws SvarUtException when its certificate cannot be fetched
     */
    List<ForsendelseDokument> bygg(
            Leveranse leveranse, List<Dokument> alle, List<Sendeform> former, Forsendelsesmetadata forsendelsesmetadata)
            throws SvarUtException {
        // Refused after acceptance: it may have been encrypted for a certificate that was changed meanwhile.
        X509Certificate sertifikat =
                leveranse.svarutStatus() == null ? svarUt.certificate() : svarUt.refetchCertificate();
        List<ForsendelseDokument> deler = new ArrayList<>();
        for (int i = 0; i < former.size(); i++) {
            Dokument dokument = alle.get(i);
            CmsEnvelope konvolutt = innhold.konvolutt(dokument, sertifikat);
            deler.add(new ForsendelseDokument(
                    metadata(former.get(i)),
                    konvolutt.size(),
                    () -> new KonvoluttStrom(konvolutt, innhold.chiffer(dokument))));
        }
        byte[] kryptert = krypter(json(forsendelsesmetadata), sertifikat);
        deler.add(new ForsendelseDokument(
                metadata(new Sendeform(Forsendelsesmetadata.FILNAVN, JSON, Utskrift.IKKE_PDF)),
                kryptert.length,
                () -> new ByteArrayInputStream(kryptert)));
        return deler;
    }

    private static no.digisos.fallback.svarut.Dokument metadata(Sendeform form) {
        return new no.digisos.fallback.svarut.Dokument(form.filnavn(), form.mimetype(), !form.skrivesUt());
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
