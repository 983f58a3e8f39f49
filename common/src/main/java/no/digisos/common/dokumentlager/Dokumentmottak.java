package no.digisos.common.dokumentlager;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.krypto.CmsReader;
import no.digisos.common.krypto.ContentCipher;
import no.digisos.common.krypto.EncryptedContent;
import no.digisos.common.krypto.InvalidCmsException;
import no.digisos.common.krypto.PlatformKeys;
import no.digisos.common.krypto.ReadCms;
import no.digisos.common.pdf.PdfLeser;
import no.digisos.common.upload.Mengde;

/**
 * Receives documents while their bytes arrive. A file comes as CMS for the platform's certificate and is proved by decrypting
 * it through a window that is thrown away; its encrypted octets are kept as they are. A JSON document comes in plain and is
 * sealed here in the same form.
 */
@ApplicationScoped
public class Dokumentmottak {
    private final Dokumenter dokumenter;
    private final Bitlager lager;
    private final CmsReader cms;

    public Dokumentmottak(Dokumenter dokumenter, Bitlager lager, PlatformKeys plattform) {
        this.dokumenter = dokumenter;
        this.lager = lager;
        this.cms = plattform.reader();
    }

    /**
     * Receives one encrypted file.
     *
     * @param maks bytes of the plain file, inclusive
     * @throws ApiException 400 when it is not a whole CMS for the platform's certificate, 413 when it is too big
     * @throws IOException when the sender's stream breaks
     */
    public MottattDokument taImot(InputStream innhold, long maks) throws IOException {
        UUID id = UUID.randomUUID();
        dokumenter.begynn(id);
        BitSkriver skriver = new BitSkriver(lager, id);
        try {
            PdfLeser pdf = new PdfLeser();
            ReadCms lest = cms.read(innhold, new Klartekstgrense(skriver, maks), pdf::les);
            if (lest.plainSize() > maks) {
                throw Mengde.forStor("En fil", maks);
            }
            skriver.avslutt();
            MottattDokument mottatt = new MottattDokument(
                    id, lest.plainSize(), lest.cmsSize(), lest.plainSha256(), lest.plainSha512(), lest.cmsSha256());
            dokumenter.fullfor(
                    id, mottatt, lest.ciphertextSize(), lest.iv(), lest.contentKey(), lest.cmsSha256(), pdf.dom());
            return mottatt;
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
    public MottattDokument forsegl(byte[] klartekst) {
        UUID id = UUID.randomUUID();
        dokumenter.begynn(id);
        BitSkriver skriver = new BitSkriver(lager, id);
        try {
            PdfLeser pdf = new PdfLeser();
            pdf.les(klartekst, 0, klartekst.length);
            EncryptedContent kryptert = ContentCipher.encrypt(new ByteArrayInputStream(klartekst), skriver);
            skriver.avslutt();
            MottattDokument mottatt = new MottattDokument(
                    id, kryptert.plainSize(), 0, kryptert.plainSha256(), kryptert.plainSha512(), new byte[0]);
            dokumenter.fullfor(
                    id, mottatt, kryptert.ciphertextSize(), kryptert.iv(), kryptert.contentKey(), null, pdf.dom());
            return mottatt;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes received documents that got no owner. What this misses, a sweeper removes later. */
    public void forkast(Collection<UUID> ider) {
        dokumenter.forkast(ider);
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
