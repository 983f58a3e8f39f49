@NullMarked
package no.digisos.common.identity;

import org.jspecify.annotations.NullMarked;
