package no.digisos.common.error;

import java.io.IOException;

/** The rest of a request did not come in time: 408, and the connection is closed. */
public final class ReadTimeout extends IOException {
    private static final long serialVersionUID = 1L;

    /** Of a body whose next bytes were waited for in vain. */
    public ReadTimeout() {
        super("The body of the request stalled");
    }
}
