@NullMarked
package no.digisos.submit.personvern;

import org.jspecify.annotations.NullMarked;
