import type { TimeFormat } from '../config/settings.ts';
import { type ConnectorError, connectorError } from '../errors/connector-error.ts';
import { MAX_BODY_BYTES } from '../http/body.ts';
import { neverConnected } from '../http/classify.ts';
import { type FailureDetails, type HttpFailure, otherScheme, pauseText, proxySaid } from '../http/failure.ts';
import { isRateLimit } from '../http/retry.ts';
import { PageProblem } from './page.ts';
import { UnreadableTime } from './row-time.ts';

export interface FailedRequest {
  readonly datasetId: string;
  readonly url: string;
  readonly timeField: string;
  readonly timeFormat: TimeFormat;
}

function wasNeverConnected(reason: string): boolean {
  return neverConnected.has(reason) || /^no connection within | the proxy /.test(reason);
}

/** What the failure of a dataset's request means to the person who configured it. */
export function datasetError(failure: HttpFailure, request: FailedRequest): ConnectorError {
  const { details, tries: attempts } = failure;
  const dataset = request.datasetId;
  const reason = `${details.reason}${otherScheme(details, 'base_url')}`;
  const { host, origin, pathname } = new URL(request.url);
  switch (details.kind) {
    case 'status':
      return statusError(failure, dataset, `${origin}${pathname}`);
    case 'redirect':
      return connectorError('redirected', { dataset, status: details.status ?? 0, location: details.location ?? '' });
    case 'unproven':
      return pageError(failure, request);
    case 'undecodable':
    case 'unfinished':
      return connectorError('page_invalid', {
        dataset,
        reason,
        attempts,
        status: details.status ?? 0,
        preview: details.preview ?? '',
      });
    case 'too_large':
      return connectorError('body_too_large', { dataset, limit: details.limit ?? MAX_BODY_BYTES, what: reason });
    case 'timeout':
      return wasNeverConnected(details.reason)
        ? connectorError('host_unreachable', { dataset, host, reason })
        : connectorError('timed_out', { dataset, reason, attempts });
    case 'connection':
      return wasNeverConnected(details.reason)
        ? connectorError('host_unreachable', { dataset, host, reason })
        : connectorError('connection_lost', { dataset, host, reason, attempts });
    case 'proxy':
      return connectorError('proxy_failed', { host, reason: proxySaid(details) });
    case 'unresolved':
      return connectorError('host_unreachable', { dataset, host, reason });
    case 'tls':
      return connectorError('tls_failed', { dataset, host, reason });
    case 'forbidden_address':
      return connectorError('address_forbidden', { problem: reason });
    case 'cancelled':
      return connectorError('interrupted', { what: 'request', signal: 'the connector', next: 'Start it again.' });
    case 'unknown':
      return connectorError('internal', { reason });
  }
}

function statusError({ details, tries: attempts }: HttpFailure, dataset: string, url: string): ConnectorError {
  const status = details.status ?? 0;
  const preview = `${details.preview ?? ''}${otherScheme(details, 'base_url')}`;
  if (isRateLimit(details)) {
    return connectorError('rate_limited', {
      dataset,
      status,
      attempts,
      asked: askedPause(details) ?? 'named no pause',
    });
  }
  if (status === 401 || status === 403) return connectorError('token_rejected', { dataset, status, preview });
  if (status === 404 || status === 410) return connectorError('dataset_unknown', { dataset, status, preview, url });
  if (status >= 500 || status === 408 || status === 425) {
    const asked = askedPause(details);
    const said = asked === undefined ? preview : `${preview}; it ${asked}`;
    return connectorError('server_failed', { dataset, status, attempts, preview: said });
  }
  return connectorError('request_rejected', { dataset, status, preview });
}

function askedPause(details: FailureDetails): string | undefined {
  const pause = pauseText(details);
  return pause && `asked for a pause of ${pause}`;
}

function pageError({ details, tries: attempts }: HttpFailure, request: FailedRequest): ConnectorError {
  const { problem, reason, preview = '', status = 0 } = details;
  const dataset = request.datasetId;
  if (problem instanceof UnreadableTime) {
    return connectorError('time_unreadable', {
      dataset,
      value: problem.shown,
      field: request.timeField,
      format: request.timeFormat,
    });
  }
  if (!(problem instanceof PageProblem)) return connectorError('internal', { reason }, { cause: problem });
  switch (problem.kind) {
    case 'invalid':
      return connectorError('page_invalid', { dataset, reason, attempts, status, preview });
    case 'selector':
      return connectorError('selector_missing', { dataset, reason, setting: problem.setting, preview });
    case 'reported':
      return connectorError('query_failed', { dataset, attempts, preview });
  }
}
