@NullMarked
package no.digisos.submit.privacy;

import org.jspecify.annotations.NullMarked;
