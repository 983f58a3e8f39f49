package no.digisos.common.tls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of Quarkus' TLS configurations, once more. Configuration is read before anything is started, and a value that cannot be
 * is told of in one sentence that names the property and the file; Quarkus itself opens the files later, and ends in a stack trace.
 */
@ConfigMapping(prefix = "quarkus.tls")
public interface Tlsfiler {
    /** By the configuration's name; the default one has none. */
    @WithParentName
    @WithUnnamedKey("<default>")
    Map<String, Lagre> lagre();

    /** One TLS configuration. */
    interface Lagre {
        /** Keys and their certificates. */
        @WithName("key-store")
        Optional<Noklager> noklager();

        /** Whom it trusts. */
        @WithName("trust-store")
        Optional<Tillitslager> tillitslager();
    }

    /** Keys and their certificates, in one of three forms. */
    interface Noklager {
        Optional<Par> pem();

        Optional<Fil> p12();

        Optional<Fil> jks();
    }

    /** PEM files in pairs. */
    interface Par {
        /** By a word of the operator's own. */
        @WithParentName
        Map<String, Et> par();
    }

    /** A certificate and its key. */
    interface Et {
        Optional<@WithConverter(LesbarFil.class) Path> cert();

        Optional<@WithConverter(LesbarFil.class) Path> key();
    }

    /** Trusted certificates, in one of three forms. */
    interface Tillitslager {
        Optional<Sertifikater> pem();

        Optional<Fil> p12();

        Optional<Fil> jks();
    }

    /** PEM files of certificates. */
    interface Sertifikater {
        Optional<List<@WithConverter(LesbarFil.class) Path>> certs();
    }

    /** One file. */
    interface Fil {
        Optional<@WithConverter(LesbarFil.class) Path> path();
    }
}
