package no.digisos.chaos;

/** What is killed, and how many of a hundred kills it gets. */
enum Target {
    SUBMIT("submit-function", 19),
    STATUS("status-function", 19),
    FALLBACK("fallback-job", 12),
    /** Its other instance: while one starts, the other sends. */
    FALLBACK_OTHER("fallback-job, another", 12),
    POSTGRES("PostgreSQL", 16),
    SVARUT("SvarUt", 22);

    private final String title;
    private final int share;

    Target(String title, int share) {
        this.title = title;
        this.share = share;
    }

    String title() {
        return title;
    }

    int share() {
        return share;
    }
}
