package no.digisos.fallback.svarut;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import no.digisos.fallback.svarut.Exchange.Answer;
import no.digisos.fallback.svarut.Exchange.Broken;
import org.jspecify.annotations.Nullable;

/** SvarUt's certificate, which documents are encrypted for; kept for a while. It is public: no login. */
final class CertificateCache {
    private static final int MIN_BITS = 2048;

    private final SvarUtConfig config;
    private final SvarUtCircuit circuit;
    private final HttpClient http;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Fetched fetched;

    private record Fetched(X509Certificate certificate, long fetchedNanos) {}

    CertificateCache(SvarUtConfig config, SvarUtCircuit circuit, HttpClient http, LongSupplier nanoTime) {
        this.config = config;
        this.circuit = circuit;
        this.http = http;
        this.nanoTime = nanoTime;
    }

    X509Certificate current() throws SvarUtException {
        lock.lock();
        try {
            Fetched known = fetched;
            long age = known == null ? 0 : nanoTime.getAsLong() - known.fetchedNanos();
            return known != null && age < config.sertifikatLevetid().toNanos() ? known.certificate() : renewed();
        } finally {
            lock.unlock();
        }
    }

    X509Certificate renewed() throws SvarUtException {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            X509Certificate fresh = circuit.query(this::fetch, X509Certificate.class);
            fetched = new Fetched(fresh, now);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private X509Certificate fetch() throws SvarUtException {
        HttpRequest request =
                HttpRequest.newBuilder(Endpoints.certificate(config)).GET().build();
        return switch (Exchange.run(http, request, config.oppslagsfrist())) {
            case Answer(int status, byte[] body) when status == 200 -> parse(body);
            case Answer(int status, byte[] body) ->
                throw new SvarUtException("HTTP " + status + " for the certificate");
            case Broken(int status, Throwable cause) ->
                throw new SvarUtException(
                        "No answer for the certificate (" + cause.getClass().getSimpleName() + ")", cause);
        };
    }

    /** PEM or DER. Validity dates are not checked: SvarUt decrypts with the key, whatever the certificate says. */
    private static X509Certificate parse(byte[] body) throws SvarUtException {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(body));
            if (certificate.getPublicKey() instanceof RSAPublicKey key
                    && key.getModulus().bitLength() >= MIN_BITS) {
                return certificate;
            }
            throw new SvarUtException("SvarUt's certificate has no RSA key of " + MIN_BITS + " bits or more");
        } catch (CertificateException e) {
            throw new SvarUtException("The answer is not a certificate", e);
        }
    }
}
