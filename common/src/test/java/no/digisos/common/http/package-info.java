@NullMarked
package no.digisos.common.http;

import org.jspecify.annotations.NullMarked;
