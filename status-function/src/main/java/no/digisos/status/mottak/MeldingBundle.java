package no.digisos.status.mottak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import no.digisos.common.crypto.CmsEncryptor;
import no.digisos.common.crypto.JdkCrypto;
import no.digisos.common.dokumentlager.Dokument;
import no.digisos.common.dokumentlager.DokumentContent;
import no.digisos.common.dokumentlager.SendForms;
import no.digisos.common.leveranse.ForsendelseMetadata;
import no.digisos.common.sendform.SendForm;
import no.digisos.status.mottak.MeldingContent.Content;

/**
 * A whole message as a zip in CMS (delivery.md 1): {@code forsendelseMetadata.json}, then the documents in their order. Made while
 * it is read: each document is decrypted through a window into the zip, and the zip is encrypted as it comes, so that nothing lies
 * in the clear anywhere and memory is the same whatever the size.
 */
@ApplicationScoped
public class MeldingBundle {
    private final SendForms sendForms;
    private final DokumentContent dokumentContent;
    private final ObjectMapper mapper;

    MeldingBundle(SendForms sendForms, DokumentContent dokumentContent, ObjectMapper mapper) {
        this.sendForms = sendForms;
        this.dokumentContent = dokumentContent;
        this.mapper = mapper;
    }

    /**
     * A file in the package.
     *
     * @param navn unique in the package, and safe to unpack under ({@link SendForm})
     * @param sha256 of the plain file
     * @param storrelse bytes of the plain file
     */
    public record FileEntry(String navn, String mimetype, byte[] sha256, long storrelse, Source kilde) {}

    /** Where a file's plain bytes come from. */
    @FunctionalInterface
    public interface Source {
        void write(OutputStream out) throws IOException;
    }

    /** What the package holds, in order. */
    public List<FileEntry> files(Content content) {
        List<FileEntry> files = new ArrayList<>();
        files.add(metadataFile(content));
        files.addAll(dokumentFiles(content));
        return List.copyOf(files);
    }

    /**
     * The same files under the same names for whoever files the first entry as the main document, as KS's receiver of SvarInn does:
     * the main document first, {@code forsendelseMetadata.json} last.
     */
    public List<FileEntry> filesWithMainDokumentFirst(Content content) {
        List<FileEntry> files = MainDokument.initial(content.dokumenter(), dokumentFiles(content));
        files.add(metadataFile(content));
        return List.copyOf(files);
    }

    private FileEntry metadataFile(Content content) {
        byte[] metadata = json(content.metadata());
        return new FileEntry(
                ForsendelseMetadata.FILNAVN,
                "application/json",
                JdkCrypto.sha256().digest(metadata),
                metadata.length,
                out -> out.write(metadata));
    }

    private List<FileEntry> dokumentFiles(Content content) {
        List<SendForm> forms = sendForms.ofBundle(content.dokumenter(), ForsendelseMetadata.FILNAVN);
        List<FileEntry> files = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            Dokument dokument = content.dokumenter().get(i);
            files.add(new FileEntry(
                    forms.get(i).filnavn(),
                    forms.get(i).mimetype(),
                    dokumentContent.sha256(dokument),
                    dokument.storrelse(),
                    out -> dokumentContent.writePlaintext(dokument, out)));
        }
        return files;
    }

    /**
     * Writes the package.
     *
     * @param files of this message, in the order that they shall have
     * @param out neither closed nor, when this fails, given the end of the CMS: a broken package must not look whole
     */
    public void write(Content content, List<FileEntry> files, X509Certificate recipient, OutputStream out)
            throws IOException {
        LocalDateTime received = LocalDateTime.ofInstant(content.innsending().mottatt(), ZoneOffset.UTC);
        OutputStream encrypted = CmsEncryptor.encryptTo(out, recipient);
        Archive archive = new Archive(encrypted);
        try {
            for (FileEntry file : files) {
                ZipEntry post = new ZipEntry(file.navn());
                post.setTimeLocal(received);
                archive.putNextEntry(post);
                file.kilde().write(archive);
                archive.closeEntry();
            }
            archive.finish();
        } finally {
            archive.release();
        }
        encrypted.close();
    }

    /** Most of what comes is PDFs and pictures, packed already: to pack them again costs time and saves nothing. */
    private static final class Archive extends ZipOutputStream {
        Archive(OutputStream out) {
            super(out, StandardCharsets.UTF_8);
            setLevel(Deflater.NO_COMPRESSION);
        }

        /** Gives the packer's memory back without ending what is below, as closing would. */
        void release() {
            def.end();
        }
    }

    private byte[] json(ForsendelseMetadata metadata) {
        try {
            return mapper.writeValueAsBytes(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
