@NullMarked
package no.digisos.submit.aksept;

import org.jspecify.annotations.NullMarked;
