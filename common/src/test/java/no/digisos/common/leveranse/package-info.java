@NullMarked
package no.digisos.common.leveranse;

import org.jspecify.annotations.NullMarked;
