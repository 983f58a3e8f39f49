package no.digisos.testkit.parser;

import java.io.IOException;
import java.util.List;

/**
 * A parser of what strangers send, on its own, for those who try to break it: {@link ParserCheck} in the build, and
 * {@code infra/fuzz/parsere} as long as one likes. All are named in {@code META-INF/services}.
 */
public interface Parser {
    /** What it is called on the command line and in the folder of findings. */
    String name();

    /** Input that it reads, and some that it refuses: where a fuzzer begins. */
    List<byte[]> seed();

    /**
     * Reads this input. Whatever it is, the parser takes it or refuses it in the way that it says it does.
     *
     * @throws IOException never, in a parser that is whole
     * @throws AssertionError when what it says of the input is not so
     */
    void read(byte[] in) throws IOException;
}
