package no.digisos.fuzz;

import static no.digisos.fuzz.Bytes.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What is no whole request, or one that two readers would read in two ways. It has no right to an answer, but must not harm. */
final class RawHttp {
    private RawHttp() {}

    /** Such bytes, made of a request that was right. */
    static byte[] of(Request request, Dice dice) {
        byte[] right = request.bytes();
        String head =
                new String(right, 0, Math.max(0, Bytes.find(right, text("\r\n\r\n"), 0)), StandardCharsets.ISO_8859_1);
        return switch (dice.below(12)) {
            case 0 -> Arrays.copyOf(right, dice.below(right.length));
            case 1 -> dice.bytes(1 + dice.below(2_000));
            case 2 -> text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            case 3 -> Bytes.splice(dice.bytes(200), 0, 5, new byte[] {0x16, 3, 1, 2, 0});
            case 4 ->
                text(
                        head
                                + "\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n");
            case 5 -> text(head + "\r\nTransfer-Encoding: chunked\r\n\r\n" + dice.of(CHUNKS));
            case 6 -> text(head + "\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
            case 7 -> text(head.replace("\r\n", "\n") + "\n\n");
            case 8 ->
                text(head.replaceFirst("HTTP/1.1", dice.of(List.of("HTTP/0.9", "HTTP/9.9", "", "HTTP/1.1 x")))
                        + "\r\n\r\n");
            case 9 -> text(head + "\r\n folded\r\nNo colon\r\n: no name\r\n\r\n");
            case 10 -> Bytes.splice(right, right.length, right.length, right);
            default -> Bytes.spoil(right, dice);
        };
    }

    private static final List<String> CHUNKS = List.of(
            "zz\r\n",
            "-1\r\n",
            "ffffffffffffffff\r\n",
            "7fffffff\r\nab",
            "5;" + "e".repeat(9_000) + "\r\nabcde\r\n0\r\n\r\n",
            "5\r\nabcdeXX0\r\n\r\n",
            "0\r\n" + "T: v\r\n".repeat(500) + "\r\n",
            "5\nabcde\n0\n\n");
}
