package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.UUID;
import no.digisos.common.crypto.CmsReader;
import no.digisos.common.crypto.ContentCipher;
import no.digisos.common.crypto.EncryptedContent;
import no.digisos.common.crypto.InvalidCmsException;
import no.digisos.common.crypto.PlatformKeys;
import no.digisos.common.crypto.ReadCms;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.pdf.PdfReader;
import no.digisos.common.upload.ByteSize;

/**
 * Receives documents while their bytes arrive. A file comes as CMS for the platform's certificate and is proved by decrypting
 * it through a window that is thrown away; its encrypted octets are kept as they are. A JSON document comes in plain and is
 * sealed here in the same form.
 */
@ApplicationScoped
public class DokumentIntake {
    private final DokumentTable dokumenter;
    private final ChunkStore store;
    private final CmsReader cms;

    public DokumentIntake(DokumentTable dokumenter, ChunkStore store, PlatformKeys platform) {
        this.dokumenter = dokumenter;
        this.store = store;
        this.cms = platform.reader();
    }

    /**
     * Receives one encrypted file.
     *
     * @param max bytes of the plain file, inclusive
     * @throws ApiException 400 when it is not a whole CMS for the platform's certificate, 413 when it is too big
     * @throws IOException when the sender's stream breaks
     */
    public ReceivedDokument receive(InputStream content, long max) throws IOException {
        UUID id = UUID.randomUUID();
        dokumenter.begin(id);
        ChunkWriter writer = new ChunkWriter(store, id);
        try {
            PdfReader pdf = new PdfReader();
            ReadCms loaded = cms.read(content, new PlaintextLimit(writer, max), pdf::read);
            if (loaded.plainSize() > max) {
                throw ByteSize.tooLarge("En fil", max);
            }
            writer.finish();
            ReceivedDokument received = new ReceivedDokument(
                    id,
                    loaded.plainSize(),
                    loaded.cmsSize(),
                    loaded.plainSha256(),
                    loaded.plainSha512(),
                    loaded.cmsSha256());
            dokumenter.complete(
                    id,
                    received,
                    loaded.ciphertextSize(),
                    loaded.iv(),
                    loaded.contentKey(),
                    loaded.cmsSha256(),
                    pdf.verdict());
            return received;
        } catch (InvalidCmsException e) {
            throw new ApiException(
                    e.reason() == InvalidCmsException.Reason.UNKNOWN_RECIPIENT
                            ? ErrorCode.UKJENT_NOKKEL
                            : ErrorCode.UGYLDIG_CMS,
                    melding(e.reason()),
                    e);
        }
    }

    /** Seals a document that came in plain. */
    public ReceivedDokument seal(byte[] plaintext) {
        UUID id = UUID.randomUUID();
        dokumenter.begin(id);
        ChunkWriter writer = new ChunkWriter(store, id);
        try {
            PdfReader pdf = new PdfReader();
            pdf.read(plaintext, 0, plaintext.length);
            EncryptedContent encrypted = ContentCipher.encrypt(new ByteArrayInputStream(plaintext), writer);
            writer.finish();
            ReceivedDokument received = new ReceivedDokument(
                    id, encrypted.plainSize(), 0, encrypted.plainSha256(), encrypted.plainSha512(), new byte[0]);
            dokumenter.complete(
                    id,
                    received,
                    encrypted.ciphertextSize(),
                    encrypted.iv(),
                    encrypted.contentKey(),
                    null,
                    pdf.verdict());
            return received;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes received documents that got no owner. What this misses, a sweeper removes later. */
    public void discard(Collection<UUID> ids) {
        dokumenter.discard(ids);
    }

    private static String melding(InvalidCmsException.Reason reason) {
        return switch (reason) {
            case NOT_CMS -> "Filen er ikke kryptert som CMS EnvelopedData";
            case TRUNCATED -> "Den krypterte filen er ikke komplett";
            case UNSUPPORTED_ALGORITHM ->
                "Filen er kryptert med en algoritme som ikke støttes: bruk AES-256-CBC og RSA-OAEP med SHA-256";
            case UNKNOWN_RECIPIENT ->
                "Filen er ikke kryptert for Digisos sitt sertifikat: hent det fra dokumentlager-public-key";
            case TOO_MANY_RECIPIENTS -> "Filen er kryptert for flere enn 10 mottakere";
            case UNDECRYPTABLE -> "Filen kan ikke dekrypteres";
            case TRAILING_DATA -> "Det er data etter slutten av den krypterte filen";
        };
    }
}
