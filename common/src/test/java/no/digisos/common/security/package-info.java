@NullMarked
package no.digisos.common.security;

import org.jspecify.annotations.NullMarked;
