package no.digisos.common.audit;

/**
 * What a chain's head says.
 *
 * @param antall how many rows; below 0 when the chain is closed
 * @param mac of the last of them, in hex
 */
record ChainHead(long antall, String mac) {}
