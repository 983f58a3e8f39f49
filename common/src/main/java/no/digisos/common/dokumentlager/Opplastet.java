package no.digisos.common.dokumentlager;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.upload.Fil;
import no.digisos.common.upload.MottattSkjema;

/** What one request brought: its JSON parts, and its files, which are thrown away on close unless they were kept. */
public final class Opplastet implements AutoCloseable {
    private final Dokumentmottak mottak;
    private final MottattSkjema<MottattDokument> skjema;
    private final List<UUID> mottatt;

    Opplastet(Dokumentmottak mottak, MottattSkjema<MottattDokument> skjema, List<UUID> mottatt) {
        this.mottak = mottak;
        this.skjema = skjema;
        this.mottatt = new ArrayList<>(mottatt);
    }

    public List<Fil<MottattDokument>> filer() {
        return skjema.filer();
    }

    /** The JSON part of this name, when it came. */
    public Optional<byte[]> json(String navn) {
        return Optional.ofNullable(skjema.json().get(navn));
    }

    /**
     * The JSON part of this name.
     *
     * @throws ApiException 400 when it did not come
     */
    public byte[] krevJson(String navn) {
        return json(navn)
                .orElseThrow(
                        () -> new ApiException(ErrorCode.MANGLER_DEL, "Delen " + navn + " mangler i forespørselen"));
    }

    /**
     * Refuses files whose size is not what the sender says it is, plain or encrypted: a sender whose reading broke off makes a
     * shorter file that is whole in every other way (crypto.md «storrelse»).
     *
     * @throws ApiException 400
     */
    public void krevOppgittStorrelse() {
        for (Fil<MottattDokument> fil : filer()) {
            if (!fil.innhold().harStorrelse(fil.metadata().storrelse())) {
                throw new ApiException(
                        ErrorCode.FIL_IKKE_KOMPLETT,
                        "Filen «" + fil.metadata().filnavn() + "» kom ikke hel fram: storrelse er oppgitt til "
                                + fil.metadata().storrelse() + ", men "
                                + fil.innhold().storrelse() + " byte kom fram");
            }
        }
    }

    /** Seals a plain document that belongs to this request; it shares the fate of the files. */
    public MottattDokument forsegl(byte[] klartekst) {
        MottattDokument dokument = mottak.forsegl(klartekst);
        mottatt.add(dokument.id());
        return dokument;
    }

    /** All that was received has an owner now: it stays. */
    public void behold() {
        mottatt.clear();
    }

    /** These have an owner now and stay; the rest goes. */
    public void behold(Collection<UUID> ider) {
        mottatt.removeAll(ider);
    }

    @Override
    public void close() {
        if (!mottatt.isEmpty()) {
            mottak.forkast(mottatt);
        }
    }
}
