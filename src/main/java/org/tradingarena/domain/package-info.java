/** Money, quantities, instruments, orders, portfolio arithmetic and matching: the rules of trading in plain Java. */
@NullMarked
package org.tradingarena.domain;

import org.jspecify.annotations.NullMarked;
