package no.digisos.load;

import java.io.IOException;

/** What the clients of a function do, over and over. */
interface Scenario {

    /**
     * One turn of one client: some calls in a row.
     *
     * @param client counts from 0
     * @param turn counts from 0 for each client
     * @throws IOException when a call had another answer than it should; it is counted already
     */
    void turn(int client, int turn) throws IOException, InterruptedException;
}
