@NullMarked
package no.digisos.common.audit;

import org.jspecify.annotations.NullMarked;
