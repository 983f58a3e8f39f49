@NullMarked
package no.digisos.submit.mellomlagring;

import org.jspecify.annotations.NullMarked;
