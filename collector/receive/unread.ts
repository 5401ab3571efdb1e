import type { FastifyRequest } from 'fastify';

/**
 * Throws away what a sender is still sending of a request that is answered already; else it waits for us and does not hear. The body is piped to where
 * its bytes are counted (`withinRoom`), and nobody reads there any more: it is taken off first.
 */
export function throwAwayUnread({ raw }: FastifyRequest): void {
  if (!raw.complete) raw.unpipe().resume();
}
