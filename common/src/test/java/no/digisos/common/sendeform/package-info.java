@NullMarked
package no.digisos.common.sendeform;

import org.jspecify.annotations.NullMarked;
