import type { Settings } from '../../config/settings.ts';
import { connectorError } from '../../errors/connector-error.ts';
import type { Reporter } from '../../protocol/reporter.ts';
import type { Counts } from '../range/counts.ts';

export interface ProvenStream {
  readonly datasetId: string;
  readonly settings: Settings;
  readonly isContinued: boolean;
  readonly reporter: Reporter;
}

/** A dataset whose rows all lack the time is none; one without rows may be asked wrongly. Errors: time_field_missing. */
export function proveTimes(counts: Counts, stream: ProvenStream): void {
  const { datasetId: dataset, settings, isContinued, reporter } = stream;
  if (counts.untimed > counts.nullTimes && counts.untimed === counts.received - counts.outside) {
    throw connectorError('time_field_missing', { dataset, field: settings.endpoint.timeField });
  }
  if (counts.received > 0 || isContinued) return;
  reporter.log(
    'WARN',
    `Dataset "${dataset}" gave no row at all. If it should have some, check start_time, the filter in endpoint.body and the type of its bounds (endpoint.filter_time_format): some APIs answer a bound of the wrong type with nothing.`,
  );
}
