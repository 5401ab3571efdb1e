import { errors } from '@elastic/elasticsearch';
import { HabitusError } from '../../errors';

/** The HTTP status the cluster answered with; undefined when it did not answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof errors.ResponseError ? error.statusCode : undefined;
}

export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Somebody else was faster: a document that must not exist does, or one has another version. */
export function isConflict(error: unknown): boolean {
  return statusOf(error) === 409;
}

/** Whether the same request may succeed later: no answer, too many requests, a node or shard that is away. */
export function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined ? isNoAnswer(error) : status === 429 || status >= 500;
}

export function isNoAnswer(error: unknown): boolean {
  return error instanceof errors.ConnectionError || error instanceof errors.TimeoutError || error instanceof errors.NoLivingConnectionsError;
}

/** Whether the cluster was still at work when we stopped waiting: the same request would take as long again. */
export function tookTooLong(error: unknown): boolean {
  return error instanceof errors.TimeoutError || (error instanceof HabitusError && error.cause instanceof errors.TimeoutError);
}

/** What the cluster itself gave as the reason, without headers, addresses with passwords, or bodies of ours. */
export function reasonOf(error: unknown): string {
  if (error instanceof errors.ResponseError) {
    const body = error.body as { error?: string | { type?: string; reason?: string } } | undefined;
    const cause = typeof body?.error === 'object' ? `${body.error.type ?? ''}: ${body.error.reason ?? ''}` : (body?.error ?? '');
    return `HTTP ${error.statusCode ?? ''} ${cause}`.trim();
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/**
 * An error of the client as one of the catalogue: HAB-STORE-006 for refused credentials or privileges, HAB-STORE-003 for a cluster that does
 * not answer or has no room. Anything else, and what is one already, is given back as it is.
 */
export function asHabitusError(error: unknown): unknown {
  if (error instanceof HabitusError) return error;
  const status = statusOf(error);
  if (status === 401 || status === 403) return new HabitusError('HAB-STORE-006', reasonOf(error), undefined, { cause: error });
  return isTransient(error) ? new HabitusError('HAB-STORE-003', reasonOf(error), 'Elasticsearch to answer', { cause: error }) : error;
}

/** Runs a request; its failure is one of the catalogue. */
export async function asked<T>(request: Promise<T>): Promise<T> {
  return request.catch((error: unknown) => {
    throw asHabitusError(error);
  });
}
