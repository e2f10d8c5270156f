package dev.liveshelf.metrics;

/** All metrics, as Prometheus reads them. */
@SuppressWarnings("ArrayRecordComponent") // made for one answer, never compared and never changed
public record Exposition(String contentType, byte[] body) {}
