package no.digisos.common.dokumentlager;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.observability.Feilspor;
import no.digisos.common.upload.Filmetadata;
import no.digisos.common.upload.MottattSkjema;
import no.digisos.common.upload.OpplastingConfig;
import no.digisos.common.upload.SkjemaLeser;
import no.digisos.common.upload.Tomming;
import org.jspecify.annotations.Nullable;

/** Reads a multipart request from socket to store: each file is sealed while it arrives, nothing lies in between. */
@ApplicationScoped
public class Filopplasting {
    private final Dokumentmottak mottak;
    private final SkjemaLeser leser;
    private final OpplastingConfig config;

    public Filopplasting(Dokumentmottak mottak, SkjemaLeser leser, OpplastingConfig config) {
        this.mottak = mottak;
        this.leser = leser;
        this.config = config;
    }

    /**
     * Reads the whole request. Whatever the refusal, the rest of the body is read away first, so that the sender sees the answer.
     *
     * @param jsonDeler names of the JSON parts that this endpoint knows
     * @throws no.digisos.common.error.ApiException 400, 413 or 415 for what is wrong with the request
     */
    public Opplastet les(@Nullable String contentType, InputStream body, Set<String> jsonDeler) throws IOException {
        List<UUID> mottatt = new ArrayList<>();
        long maksFil = config.maksFil().asLongValue();
        try {
            MottattSkjema<MottattDokument> skjema = leser.les(contentType, body, jsonDeler, innhold -> {
                MottattDokument dokument = mottak.taImot(innhold, maksFil);
                mottatt.add(dokument.id());
                return dokument;
            });
            skjema.filer().forEach(fil -> krevKortNavn(fil.metadata()));
            return new Opplastet(mottak, skjema, mottatt);
        } catch (IOException e) {
            forkast(mottatt, e);
            throw e;
        } catch (RuntimeException e) {
            // Refused, or the store is away: either way the sender must get to read it.
            forkast(mottatt, e);
            avvis(body);
            throw e;
        }
    }

    /**
     * Reads the whole request, of which nothing need have come: no body at all is an upload without parts.
     *
     * @throws ApiException as {@link #les}
     */
    public Opplastet lesValgfri(@Nullable String contentType, InputStream body, Set<String> jsonDeler)
            throws IOException {
        PushbackInputStream begynt = new PushbackInputStream(body);
        int forste = begynt.read();
        if (forste < 0) {
            return new Opplastet(mottak, new MottattSkjema<>(Map.of(), List.of()), List.of());
        }
        begynt.unread(forste);
        return les(contentType, begynt, jsonDeler);
    }

    /**
     * Makes the checks that need no body before it is read.
     *
     * @throws ApiException what the check refuses with; the body is read away first, so that the sender sees the answer
     */
    public <T> T sjekkForst(InputStream body, Supplier<T> sjekk) {
        try {
            return sjekk.get();
        } catch (ApiException e) {
            avvis(body);
            throw e;
        }
    }

    /** Reads away the body of a request that is refused, so that its sender gets to read the answer. */
    public void avvis(InputStream body) {
        Tomming.tomFor(body, config.maksTomming().asLongValue(), config.maksTommetid());
    }

    private void krevKortNavn(Filmetadata fil) {
        if (fil.filnavn().length() > config.maksFilnavn()) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FILNAVN, "Et filnavn overskrider grensen på " + config.maksFilnavn() + " tegn");
        }
    }

    private void forkast(List<UUID> mottatt, Throwable arsak) {
        if (mottatt.isEmpty()) {
            return;
        }
        try {
            mottak.forkast(mottatt);
        } catch (RuntimeException e) {
            Log.debug("what was received is left for the sweeper", Feilspor.av(e));
            arsak.addSuppressed(e);
        }
    }
}
