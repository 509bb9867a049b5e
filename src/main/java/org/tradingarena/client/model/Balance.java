package org.tradingarena.client.model;

import java.math.BigDecimal;

/** What a collective owns of a currency: {@code total = available + reserved}, always. */
public record Balance(String currency, BigDecimal total, BigDecimal available, BigDecimal reserved) {}
