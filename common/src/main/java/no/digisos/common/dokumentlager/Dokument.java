package no.digisos.common.dokumentlager;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import no.digisos.common.pdf.Pdf;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A stored document's metadata. Read as an entity; every change is one of the statements in {@link DokumentTable}. */
@Entity
@Immutable
public class Dokument {
    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    DokumentState tilstand;

    @Enumerated(EnumType.STRING)
    DokumentRole rolle;

    @Column(name = "digisos_id")
    @Nullable
    UUID digisosId;

    @Column(name = "innsending_id")
    @Nullable
    UUID innsendingId;

    @Column(name = "mellomlagring_id")
    @Nullable
    UUID mellomlagringId;

    int rekkefolge;

    @Column(name = "filnavn_forseglet")
    byte[] filnavnForseglet;

    @Nullable
    String mimetype;

    long storrelse;

    /** {@link PlaintextHashes}; null for what is not sealed yet, which has the two that follow instead. */
    @Column(name = "hasher_forseglet")
    byte @Nullable [] hasherForseglet;

    byte @Nullable [] sha256;
    byte @Nullable [] sha512;

    @Column(name = "chiffer_storrelse")
    long chifferStorrelse;

    @Column(name = "cms_sha256")
    byte @Nullable [] cmsSha256;

    byte[] iv;

    @Column(name = "nokkel_forseglet")
    byte[] nokkelForseglet;

    /** What it is by its own bytes; null for what came before that was looked at. */
    @Enumerated(EnumType.STRING)
    @Nullable
    Pdf pdf;

    /** The name and the type that an operator chose for its sending; null for nearly all. */
    @Column(name = "sendes_som_forseglet")
    byte @Nullable [] sendesSomForseglet;

    @Column(name = "sendes_som_mimetype")
    @Nullable
    String sendesSomMimetype;

    Instant opprettet;

    /** When it was withdrawn from the person's and NAV's view; null for nearly all. */
    @Nullable
    Instant trukket;

    public UUID id() {
        return id;
    }

    public DokumentRole role() {
        return rolle;
    }

    public @Nullable UUID digisosId() {
        return digisosId;
    }

    public @Nullable UUID innsendingId() {
        return innsendingId;
    }

    public int order() {
        return rekkefolge;
    }

    /** The mimetype that the sender stated, or {@code application/octet-stream}. */
    public String mimetype() {
        return mimetype == null ? "application/octet-stream" : mimetype;
    }

    /** What it is by its own bytes, as far as that was looked at when it came ({@link DokumentContent#pdf}). */
    public @Nullable Pdf pdf() {
        return pdf;
    }

    /** Whether an operator chose a name for its sending. */
    public boolean renamed() {
        return sendesSomForseglet != null;
    }

    /** Bytes of the plain file. */
    public long storrelse() {
        return storrelse;
    }

    public long chifferStorrelse() {
        return chifferStorrelse;
    }

    /** Hash of the CMS as it was uploaded; empty for documents that came in plain and were sealed here. */
    public byte[] cmsSha256() {
        return cmsSha256 == null ? new byte[0] : cmsSha256.clone();
    }

    byte[] iv() {
        return iv.clone();
    }
}
