import { spec } from '../config/spec.ts';
import type { ConnectorSpecification } from '../protocol/airbyte.ts';
import { plainReporter } from './plain-reporter.ts';
import type { Run } from './run.ts';

/** Emits the top-level spec.json. Loads nothing that talks to a network. */
export function runSpec(run: Run): void {
  plainReporter(run).message({ type: 'SPEC', spec: spec as unknown as ConnectorSpecification });
}
