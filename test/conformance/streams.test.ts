import { conformance } from './conformance.ts';
import { embedded, isoRows, nanosecondRows, quakes } from './embedded.ts';
import { arraysOfValues, bodyPaging, oauth2 } from './foreign.ts';

conformance('earthquakes', () => embedded({ rows: quakes }));
conformance('a bare array', () =>
  embedded({ rows: quakes, behaviour: { bareArray: true } }, { endpoint: { data_selector: '$' } }),
);
conformance('nanoseconds', () =>
  embedded({ rows: nanosecondRows, unit: 'epoch_nanoseconds' }, { endpoint: { time_format: 'epoch_nanoseconds' } }),
);
conformance('ISO 8601', () => embedded({ rows: isoRows, unit: 'iso8601' }, { endpoint: { time_format: 'iso8601' } }));
conformance('arrays of values', arraysOfValues);
conformance('paging in the body', bodyPaging);
conformance('OAuth 2.0', oauth2);
