/**
 * Who calls, and what they may: tokens, integrations, administrators and certificates, and the one filter that asks for all of them
 * ({@link no.digisos.common.security.AccessFilter}, auth.md).
 */
@NullMarked
package no.digisos.common.security;

import org.jspecify.annotations.NullMarked;
