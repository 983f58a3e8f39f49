/** The rows of mellomlagring: what a sender has put aside under a reference, until it is submitted or its time is over. */
@NullMarked
package no.digisos.common.mellomlagring;

import org.jspecify.annotations.NullMarked;
