package no.digisos.common.upload;

import java.io.IOException;
import java.io.InputStream;

/**
 * Takes one file of an upload while it arrives.
 *
 * @param <T> what is known about the file when its last byte is read
 */
@FunctionalInterface
public interface FileSink<T> {
    /**
     * Called once for each file, in the order of the request, before the rest of the request has arrived. Nothing is yet known
     * about the request as a whole: what is kept here counts only when {@link FormReader#read} returns.
     *
     * @param content the file's bytes; need neither be read to the end nor be closed, and cannot be read after the return. A read
     *     throws {@link no.digisos.common.error.ApiException} when the file is above its limit or the request is cut off or
     *     malformed, and the body's own {@link IOException} when the caller is gone.
     * @throws IOException is passed on to whoever called {@link FormReader#read}
     */
    T receive(InputStream content) throws IOException;
}
