package dev.weft.server.connection;

import java.time.Duration;

/**
 * What all outboxes of a server share.
 *
 * @param queueSize bytes that may wait on one connection
 * @param writeTimeout how long a sender waits for room
 * @param corks where batches are collected
 */
record OutboxSettings(int queueSize, Duration writeTimeout, CorkPool corks) {}
