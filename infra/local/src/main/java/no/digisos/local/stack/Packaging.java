package no.digisos.local.stack;

/** What a function is run as. */
public enum Packaging {
    /** A jar on the JVM, as {@code ./mvnw package} makes it. */
    FAST_JAR,
    /** The same jar, with the G1 collector instead of the serial one. */
    FAST_JAR_G1,
    /** A jar on the JVM with a trained AOT cache, as {@code infra/load/aot} makes it. */
    AOT_CACHE,
    /** The same jar without its cache, which is made when this run ends. */
    AOT_TRAINING,
    /** A native executable, as {@code -Dnative} makes it. */
    NATIVE
}
