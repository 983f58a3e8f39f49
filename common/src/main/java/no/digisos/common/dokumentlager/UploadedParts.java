package no.digisos.common.dokumentlager;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.upload.FileEntry;
import no.digisos.common.upload.ReceivedForm;

/** What one request brought: its JSON parts, and its files, which are thrown away on close unless they were kept. */
public final class UploadedParts implements AutoCloseable {
    private final DokumentIntake intake;
    private final ReceivedForm<ReceivedDokument> form;
    private final List<UUID> received;

    UploadedParts(DokumentIntake intake, ReceivedForm<ReceivedDokument> form, List<UUID> received) {
        this.intake = intake;
        this.form = form;
        this.received = new ArrayList<>(received);
    }

    /** The files that came, in order. */
    public List<FileEntry<ReceivedDokument>> files() {
        return form.filer();
    }

    /** The JSON part of this name, when it came. */
    public Optional<byte[]> json(String name) {
        return Optional.ofNullable(form.json().get(name));
    }

    /**
     * The JSON part of this name.
     *
     * @throws ApiException 400 when it did not come
     */
    public byte[] requireJson(String name) {
        return json(name)
                .orElseThrow(
                        () -> new ApiException(ErrorCode.MANGLER_DEL, "Delen " + name + " mangler i forespørselen"));
    }

    /**
     * Refuses files whose size is not what the sender says it is, plain or encrypted: a sender whose reading broke off makes a
     * shorter file that is whole in every other way (crypto.md «storrelse»).
     *
     * @throws ApiException 400
     */
    public void requireStatedStorrelse() {
        for (FileEntry<ReceivedDokument> file : files()) {
            if (!file.innhold().hasStorrelse(file.metadata().storrelse())) {
                throw new ApiException(
                        ErrorCode.FIL_IKKE_KOMPLETT,
                        "Filen «" + file.metadata().filnavn() + "» kom ikke hel fram: storrelse er oppgitt til "
                                + file.metadata().storrelse() + ", men "
                                + file.innhold().storrelse() + " byte kom fram");
            }
        }
    }

    /** Seals a plain document that belongs to this request; it shares the fate of the files. */
    public ReceivedDokument seal(byte[] plaintext) {
        ReceivedDokument dokument = intake.seal(plaintext);
        received.add(dokument.id());
        return dokument;
    }

    /** All that was received has an owner now: it stays. */
    public void keep() {
        received.clear();
    }

    /** These have an owner now and stay; the rest goes. */
    public void keep(Collection<UUID> ids) {
        received.removeAll(ids);
    }

    @Override
    public void close() {
        if (!received.isEmpty()) {
            intake.discard(received);
        }
    }
}
