package no.digisos.load;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What came back, by the name of the call; for many threads. */
final class Tally {
    private final Map<String, Calls> byName = new ConcurrentSkipListMap<>();

    void count(String call, long nanos, boolean ok) {
        byName.computeIfAbsent(call, name -> new Calls()).add(nanos, ok);
    }

    /**
     * One kind of call.
     *
     * @param p50 nanoseconds
     * @param p99 nanoseconds
     */
    record Sum(int calls, int errors, long p50, long p99) {}

    Map<String, Sum> sums() {
        Map<String, Sum> sums = new TreeMap<>();
        byName.forEach((name, calls) -> sums.put(name, calls.sum()));
        return sums;
    }

    private static final class Calls {
        private long[] nanos = new long[1024];
        private int calls;
        private int errors;

        synchronized void add(long took, boolean ok) {
            if (calls == nanos.length) {
                nanos = Arrays.copyOf(nanos, calls * 2);
            }
            nanos[calls++] = took;
            errors += ok ? 0 : 1;
        }

        synchronized Sum sum() {
            long[] sorted = Arrays.copyOf(nanos, calls);
            Arrays.sort(sorted);
            return new Sum(calls, errors, sorted[calls / 2], sorted[(int) (calls * 99L / 100)]);
        }
    }
}
