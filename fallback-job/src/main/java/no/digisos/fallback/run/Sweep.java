package no.digisos.fallback.run;

/** One thing that every run does. It takes what is due, row by row; what fails is counted, and left to the next run. */
public interface Sweep {
    /** Its place in the run. */
    Step step();

    /** Does what is due. */
    void run(RunTally tally) throws Exception;

    /** The sweeps in the order in which they feed one another: what the first ones find, the later ones send and tell of. */
    enum Step {
        FRIST("The frist sweep"),
        AVSTEMMING("The reconciliation"),
        UTSENDING("The dispatch"),
        STATUS("The status check"),
        DUBLETT("The duplicate check"),
        VARSEL("The varsel sweep"),
        SERTIFIKAT("The certificate sweep"),
        OPPRYDDING("The cleanup"),
        EPOST("The varsel dispatch");

        private final String label;

        Step(String label) {
            this.label = label;
        }

        /** What the log calls it. */
        public String label() {
            return label;
        }
    }
}
