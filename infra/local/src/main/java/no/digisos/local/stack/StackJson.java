package no.digisos.local.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a running stack tells about itself, written to {@code infra/local/target/stack.json}. It names passwords and
 * private keys, all of them made for this machine alone.
 *
 * @param pid of the stack
 * @param prosesser the functions, by the name of their module
 * @param klokke the clock of all deadlines: GET tells it, {@code POST ?forskyv=PT25H} sets it this far from real time
 * @param personer valid synthetic fødselsnummer; the first is the søker of {@code saker}
 * @param saker what was asked for by {@code --sak}
 */
public record StackJson(
        long pid,
        Gateway gateway,
        Token token,
        List<Integrasjon> integrasjoner,
        List<Kommune> kommuner,
        Keys nokler,
        SvarUt svarut,
        Postgres postgres,
        Processes prosesser,
        URI klokke,
        List<String> personer,
        List<Sak> saker) {

    /**
     * The addresses of the API.
     *
     * @param caFil the certificate to trust at {@code https}, PEM
     */
    public record Gateway(URI http, URI https, Path caFil) {}

    /**
     * Where tokens come from.
     *
     * @param mal an address to which a query is added; GET gives a token as text
     * @param personEksempel an ID-porten token of the first of {@code personer}
     * @param maskinEksempel a Maskinporten token of NAV
     */
    public record Token(URI mal, URI personEksempel, URI maskinEksempel, Issuer idporten, Issuer maskinporten) {}

    /**
     * A token issuer.
     *
     * @param utsteder the {@code iss} of its tokens
     * @param tokenEndepunkt where the JWT-bearer grant is posted; null for ID-porten
     */
    public record Issuer(
            String utsteder, URI jwks, @Nullable URI tokenEndepunkt) {}

    /** What an integration may do. */
    public enum Role {
        NAV,
        FAGSYSTEM,
        UTEN_TILGANG
    }

    /**
     * An integration, with its password in clear.
     *
     * @param organisasjonsnummer what its tokens must name
     * @param fiksOrgId the kommune that it is a fagsystem of; null for others
     * @param kontoId that kommune's konto; null when it has none
     */
    public record Integrasjon(
            String navn,
            UUID id,
            String passord,
            String organisasjonsnummer,
            @Nullable UUID fiksOrgId,
            @Nullable UUID kontoId,
            Role rolle) {}

    /** The way to a kommune. */
    public enum Channel {
        KO,
        SVARUT
    }

    /** A kommune that takes part. */
    public record Kommune(
            String kommunenummer,
            UUID fiksOrgId,
            @Nullable UUID kontoId,
            Channel kanal,
            boolean aktiv,
            boolean deaktivert) {}

    /** The files of a private key (PKCS#8, PEM) and its certificate (X.509, PEM). */
    public record KeyPair(Path nokkel, Path sertifikat) {}

    /**
     * Every key.
     *
     * @param katalog what {@code digisos.nokler.katalog} is set to
     * @param kontoer by kontoId
     * @param maskinporten Digisos' own client
     */
    public record Keys(
            Path katalog,
            KeyPair plattformAktiv,
            KeyPair plattformGammel,
            Map<UUID, KeyPair> kontoer,
            KeyPair svarut,
            KeyPair maskinporten) {}

    /**
     * The SvarUt emulator.
     *
     * @param kontoId Digisos' own
     * @param kontroll the base of its control addresses
     */
    public record SvarUt(URI url, UUID kontoId, URI kontroll) {}

    /**
     * The database.
     *
     * @param bruker the operators' role
     * @param passord of that and of every function's own role
     */
    public record Postgres(String jdbcUrl, String bruker, String passord, Login eier, long pid, int port) {}

    /** A role that logs in. */
    public record Login(String bruker, String passord) {}

    /** The functions. */
    public record Processes(
            @JsonProperty("submit-function") FunctionInfo submit,
            @JsonProperty("status-function") FunctionInfo status,
            @JsonProperty("metadata-function") FunctionInfo metadata,
            @JsonProperty("fallback-job") Fallback fallback) {}

    /** A function that runs. */
    public record FunctionInfo(long pid, URI helse, Path logg) {}

    /**
     * The fallback-job.
     *
     * @param pid of the service; null when it does not run as one
     * @param helse of the service; null when it does not run as one
     * @param kommando runs it once
     * @param miljo what {@code kommando} needs in its environment
     */
    public record Fallback(
            @Nullable Long pid, @Nullable URI helse, Path logg, List<String> kommando, Map<String, String> miljo) {}

    /** A søknad that is there from the start. */
    public record Sak(UUID digisosId, String navEksternRefId, String kommunenummer, String person) {}

    /** Writes it to a file that is either not there or whole, readable by its owner only. */
    void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, text());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String text() throws IOException {
        // Jackson would write a path as a URL.
        return JsonMapper.builder()
                        .addModule(new SimpleModule().addSerializer(Path.class, new ToStringSerializer(Path.class)))
                        .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build()
                        .writeValueAsString(this)
                + "\n";
    }
}
