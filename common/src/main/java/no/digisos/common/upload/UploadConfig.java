package no.digisos.common.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import no.digisos.common.startup.Limit;

/**
 * How much a caller may send in one request. Sizes are written with {@code K}, {@code M} or {@code G} (powers of 1024), or as
 * plain bytes. A request above a limit is answered with 413 and a message that names the limit. The limits are enforced while
 * the body is read, so what is above them is never kept; a limit of Quarkus itself ({@code quarkus.http.limits.max-body-size})
 * must be higher than {@link #maksForesporsel()}, since its 413 has no body (contract.md 0.3).
 */
@ConfigMapping(prefix = "digisos.opplasting")
public interface UploadConfig {
    /**
     * The whole body of an upload: all parts and what multipart puts around them. The largest known client sends 150 MiB in
     * one ettersendelse (contract.md 0.9). A gateway in front must allow at least as much.
     */
    @WithDefault("200M")
    MemorySize maksForesporsel();

    /**
     * One plain file, however much encryption adds to it. nav.no lets a citizen upload 10 MiB a file (contract.md 0.9). Never
     * higher than {@link #maksForesporsel()}.
     */
    @WithDefault("50M")
    MemorySize maksFil();

    /**
     * The number of parts in one request, JSON and metadata included: a file takes two. The largest known client sends 30 files
     * (contract.md 0.9), which makes 61.
     */
    @WithDefault("100")
    int maksDeler();

    /**
     * The name of one file, in characters (UTF-16). A longer one is answered with 400. Disks hold names of 255, and clients add
     * some; above 500 or so, a name no longer fits into {@link #maksDelHode()}, where it stands twice.
     */
    @WithDefault("500")
    @WithConverter(Limit.Positive.class)
    int maksFilnavn();

    /** The header fields of one part together, the blank line after them included. They hold the file's name. */
    @WithDefault("8K")
    MemorySize maksDelHode();

    /**
     * One JSON document: a JSON part of an upload, or the body of a call that takes JSON. It is held in memory while the request
     * lasts. The metadata of a file, some hundred bytes in practice, may never exceed 64 KiB, whatever is set here.
     */
    @WithDefault("4M")
    MemorySize maksJson();

    /**
     * How much of a refused body is read away before the connection is closed. Most clients read the answer only when they have
     * sent everything, so a server that closes at once gives them «connection reset» in place of our message. Above {@link
     * #maksForesporsel()}, so that a request that is a little too big still gets its answer; 0 switches it off.
     */
    @WithDefault("256M")
    MemorySize maksTomming();

    /**
     * How long a refused body is read away at most; the connection is closed after that.
     */
    @WithDefault("PT30S")
    Duration maksTommetid();
}
