package org.tradingarena.domain;

/** Names an order among all collectives. */
public record OrderKey(String collective, String orderId) {}
