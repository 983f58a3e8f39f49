package no.digisos.local.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The certificate that a client showed, as RFC 9440 hands it on to whoever is behind.
 *
 * @param chain the client's own first; empty without one
 */
record ClientCertificate(List<Certificate> chain) {

    static ClientCertificate of(HttpServerRequest client) {
        SSLSession session = client.isSSL() ? client.sslSession() : null;
        if (session == null) {
            return new ClientCertificate(List.of());
        }
        try {
            return new ClientCertificate(List.of(session.getPeerCertificates()));
        } catch (SSLPeerUnverifiedException none) {
            return new ClientCertificate(List.of());
        }
    }

    void addTo(MultiMap headers) {
        if (chain.isEmpty()) {
            return;
        }
        headers.set("Client-Cert", bytes(chain.getFirst()));
        if (chain.size() > 1) {
            headers.set(
                    "Client-Cert-Chain",
                    chain.stream().skip(1).map(ClientCertificate::bytes).collect(Collectors.joining(", ")));
        }
    }

    private static String bytes(Certificate certificate) {
        try {
            return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }
}
