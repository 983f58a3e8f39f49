package no.digisos.common.crypto;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.testkit.cms.LargeDefiniteCms;

/** Reads {@link LargeDefiniteCms}. Run in a JVM of its own with a heap that the document does not fit into. */
final class LargeCmsRead {
    private LargeCmsRead() {}

    public static void main(String[] arguments) throws Exception {
        RecipientKey key = TestCertificates.generate("Digisos", 2048);
        long[] stored = new long[1];
        ReadCms read = new CmsReader(List.of(key))
                .read(LargeDefiniteCms.document(key.certificate()), (buffer, offset, length) -> stored[0] += length);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        out.println("plain=" + read.plainSize() + " stored=" + stored[0]);
    }
}
