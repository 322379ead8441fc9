import { connectorError } from '../errors/connector-error.ts';
import type { Counts } from './counts.ts';
import type { StreamSyncOptions } from './stream-sync.ts';

/** A dataset whose rows all lack the time is none; one without rows may be asked wrongly. Errors: time_field_missing. */
export function proveTimes(counts: Counts, { datasetId: dataset, settings, state, reporter }: StreamSyncOptions): void {
  if (counts.untimed > counts.nullTimes && counts.untimed === counts.received - counts.outside) {
    throw connectorError('time_field_missing', { dataset, field: settings.endpoint.timeField });
  }
  if (counts.received > 0 || state !== undefined) return;
  reporter.log(
    'WARN',
    `Dataset "${dataset}" gave no row at all. If it should have some, check start_time, the filter in endpoint.body and the type of its bounds (endpoint.filter_time_format): some APIs answer a bound of the wrong type with nothing.`,
  );
}
