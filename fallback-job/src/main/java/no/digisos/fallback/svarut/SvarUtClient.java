package no.digisos.fallback.svarut;

import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import no.digisos.fallback.maskinporten.TokenSource;

/** Everything that Digisos asks of SvarUt (REST v2, svarut.md). Safe for many threads. */
public final class SvarUtClient {
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

    /** How many ids one {@link #status} query may ask for. */
    public static final int MAX_STATUS_IDS = 1000;

    private final Sending sending;
    private final Queries queries;
    private final CertificateCache certificates;

    /**
     * @param nanoTime a monotonic clock, the one that {@link PostWindow#startNanos()} was read from
     * @throws IllegalStateException naming the property that is wrong
     */
    public SvarUtClient(SvarUtConfig config, TokenSource tokenSource, SvarUtCircuit circuit, LongSupplier nanoTime) {
        check(config);
        Classification classification = new Classification(config.ventVedUtilgjengelig(), config.ventVedTilgangsfeil());
        this.sending = new Sending(config, tokenSource, circuit, classification, nanoTime);
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.tilkobling())
                .build();
        this.queries = new Queries(config, tokenSource, circuit, classification, http);
        this.certificates = new CertificateCache(config, circuit, http, nanoTime);
    }

    private static void check(SvarUtConfig config) {
        // A character that no header can carry would otherwise come up as a failure of every sending.
        if (!HEADER_VALUE.matcher(config.integrasjonPassord()).matches()) {
            throw new IllegalStateException(
                    "digisos.svarut.integrasjon-passord is empty or has other than ASCII characters");
        }
        Map<String, Duration> durations = Map.of(
                "tidsgrense-totalt", config.tidsgrenseTotalt(),
                "tilkobling", config.tilkobling(),
                "postvindu", config.postvindu(),
                "oppslagsfrist", config.oppslagsfrist(),
                "sertifikat-levetid", config.sertifikatLevetid(),
                "vent-ved-utilgjengelig", config.ventVedUtilgjengelig(),
                "vent-ved-tilgangsfeil", config.ventVedTilgangsfeil());
        durations.forEach((name, duration) -> {
            if (!duration.isPositive()) {
                throw new IllegalStateException("digisos.svarut." + name + " must be positive");
            }
        });
        if (config.tilkobling().compareTo(config.tidsgrenseTotalt()) >= 0) {
            throw new IllegalStateException("digisos.svarut.tilkobling must be shorter than tidsgrense-totalt");
        }
    }

    /**
     * Sends one forsendelse: one POST at most, streamed in constant memory, bounded as a whole by {@code tidsgrense-totalt}.
     * Call it outside any transaction, after the intent was committed. It does not pass the circuit breaker, but reports to it.
     * An interrupt gives {@link SendOutcome.Unknown} and stays set.
     *
     * @param dokumenter the contents of {@code forsendelse.dokumenter()}, in that order
     * @param window checked right before the request; when it has passed nothing is sent
     * @throws IllegalArgumentException when the documents are not those of the forsendelse; nothing was sent
     */
    public SendOutcome send(Forsendelse forsendelse, List<ForsendelseDokument> dokumenter, PostWindow window) {
        return sending.send(forsendelse, dokumenter, window);
    }

    /**
     * Looks up a reference on our konto. An answer that is not understood is {@link LookupOutcome.Feilet}, never
     * {@link LookupOutcome.None}; so is a 404, since a wrong konto would give it too.
     */
    public LookupOutcome findByEksternRef(String eksternRef) {
        return queries.findByEksternRef(eksternRef);
    }

    /**
     * SvarUt's status words (svarut.md 3), as they come: the list has grown before.
     *
     * @param forsendelseIds at most {@link #MAX_STATUS_IDS}
     * @return for those ids only that SvarUt knows
     * @throws SvarUtException when there was no usable answer
     */
    public Map<UUID, String> status(List<UUID> forsendelseIds) throws SvarUtException {
        if (forsendelseIds.size() > MAX_STATUS_IDS) {
            throw new IllegalArgumentException("At most " + MAX_STATUS_IDS + " ids in one query");
        }
        return queries.status(forsendelseIds);
    }

    /**
     * The certificate that documents are encrypted for, at most {@code sertifikat-levetid} old.
     *
     * @throws SvarUtException when it must be fetched and cannot be
     */
    public X509Certificate certificate() throws SvarUtException {
        return certificates.current();
    }

    /** The certificate, fetched now: after SvarUt refused (AVVIST) what was encrypted for the one before. */
    public X509Certificate refetchCertificate() throws SvarUtException {
        return certificates.renewed();
    }
}
