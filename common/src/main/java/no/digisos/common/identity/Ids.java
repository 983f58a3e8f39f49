package no.digisos.common.identity;

import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;

/** The UUIDs of paths and parameters. */
public final class Ids {
    /** How an id is written; {@code UUID.fromString} takes shorter groups too. */
    public static final Pattern FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** Whether this is how an id is written. */
    public static boolean isId(String value) {
        return FORM.matcher(value).matches();
    }

    /**
     * Reads an id.
     *
     * @param name the parameter's name, for the message
     * @throws ApiException 400 when it is not a UUID
     */
    public static UUID read(String name, String value) {
        // UUID.fromString takes shorter forms too; two spellings of one id would be two ids to everybody else.
        if (!isId(value)) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, name + " er ikke en UUID");
        }
        return UUID.fromString(value);
    }
}
