package no.digisos.common.error;

import java.io.IOException;

/** The caller is gone, or sent something that is no HTTP, before its request had ended. Nobody is left to tell. */
public final class ClientGone extends IOException {
    private static final long serialVersionUID = 1L;

    /** Of what the connection failed with. */
    public ClientGone(Throwable cause) {
        super("The request broke off", cause);
    }
}
