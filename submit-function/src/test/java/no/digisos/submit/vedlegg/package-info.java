@NullMarked
package no.digisos.submit.vedlegg;

import org.jspecify.annotations.NullMarked;
