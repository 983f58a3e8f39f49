package no.digisos.testkit.svarut;

/** A request that SvarUt answers with an error; the message is Norwegian and goes to the client. */
final class EmulatorRefusal extends RuntimeException {

    private final int status;

    EmulatorRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
