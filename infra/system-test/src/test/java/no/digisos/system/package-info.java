@NullMarked
package no.digisos.system;

import org.jspecify.annotations.NullMarked;
