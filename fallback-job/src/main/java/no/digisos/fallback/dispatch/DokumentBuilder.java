package no.digisos.fallback.dispatch;

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
import no.digisos.common.crypto.CmsEncryptor;
import no.digisos.common.crypto.CmsEnvelope;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentContent;
import no.digisos.common.dokumentlager.EnvelopeStream;
import no.digisos.common.leveranse.ForsendelseMetadata;
import no.digisos.common.leveranse.Leveranse;
import no.digisos.common.sendform.Printing;
import no.digisos.common.sendform.SendForm;
import no.digisos.fallback.svarut.ForsendelseDokument;
import no.digisos.fallback.svarut.SvarUtClient;
import no.digisos.fallback.svarut.SvarUtException;

/**
 * The documents of a forsendelse, in order: each re-wrapped for SvarUt's certificate as it lies, and
 * {@code forsendelseMetadata.json}, which is ours and encrypted afresh (messages.md 7).
 */
@ApplicationScoped
class DokumentBuilder {
    private static final String JSON = "application/json";

    private final SvarUtClient svarUt;
    private final DokumentContent content;
    private final ObjectMapper mapper;

    DokumentBuilder(SvarUtClient svarUt, DokumentContent content, ObjectMapper mapper) {
        this.svarUt = svarUt;
        this.content = content;
        this.mapper = mapper;
    }

    /**
     * The documents, ready to be sent.
     *
     * @param forms those of the documents, in order
     * @throws SvarUtException when its certificate cannot be fetched
     */
    List<ForsendelseDokument> build(
            Leveranse leveranse, List<Dokument> all, List<SendForm> forms, ForsendelseMetadata forsendelseMetadata)
            throws SvarUtException {
        // Refused after acceptance: it may have been encrypted for a certificate that was changed meanwhile.
        X509Certificate certificate =
                leveranse.svarutStatus() == null ? svarUt.certificate() : svarUt.refetchCertificate();
        List<ForsendelseDokument> parts = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            Dokument dokument = all.get(i);
            CmsEnvelope envelope = content.envelope(dokument, certificate);
            parts.add(new ForsendelseDokument(
                    metadata(forms.get(i)),
                    envelope.size(),
                    () -> new EnvelopeStream(envelope, content.ciphertext(dokument))));
        }
        byte[] encrypted = encrypt(json(forsendelseMetadata), certificate);
        parts.add(new ForsendelseDokument(
                metadata(new SendForm(ForsendelseMetadata.FILNAVN, JSON, Printing.IKKE_PDF)),
                encrypted.length,
                () -> new ByteArrayInputStream(encrypted)));
        return parts;
    }

    private static no.digisos.fallback.svarut.SvarUtDokument metadata(SendForm form) {
        return new no.digisos.fallback.svarut.SvarUtDokument(form.filnavn(), form.mimetype(), !form.isPrinted());
    }

    private byte[] json(ForsendelseMetadata metadata) {
        try {
            return mapper.writeValueAsBytes(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encrypt(byte[] plaintext, X509Certificate certificate) {
        ByteArrayOutputStream cms = new ByteArrayOutputStream();
        try {
            CmsEncryptor.encrypt(new ByteArrayInputStream(plaintext), cms, certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cms.toByteArray();
    }
}
