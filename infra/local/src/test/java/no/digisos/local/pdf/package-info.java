@NullMarked
package no.digisos.local.pdf;

import org.jspecify.annotations.NullMarked;
